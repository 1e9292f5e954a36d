"""What outlives a build: files that are written whole, texts that are made once, a lock for one build at a time; Node.

It uses no other room.
"""

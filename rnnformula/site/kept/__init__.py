"""What outlives a build: files that are written whole, texts that are made once, a lock for one build at a time.

It uses no other room.
"""

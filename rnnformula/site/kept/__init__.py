"""What is kept between builds: files written whole, texts by what they are made of, one build at a time.

It uses no other room.
"""

"""What an editor asks about a place in a file: what may stand there, what it means, where it is defined, what is wrong with it.

Pure functions of a catalog, a text and a place in it; they know of no protocol. Lines and columns are 1-based, in characters.
"""

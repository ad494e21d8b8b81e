"""The MACEM protocol as plain rules: no framework, no clock, no files.

Functions take frozen records and an explicit time, and return an answer with its reason, figures and clause.
"""

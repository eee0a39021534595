/* stand-in: overwrite */

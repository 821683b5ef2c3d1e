## For administrators: who they are, and what they may do

owners-only = Only an owner of this bot can do that.

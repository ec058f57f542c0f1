"""A house to look at: invented owners and officers, everything done through the real inbox, gone when it ends."""

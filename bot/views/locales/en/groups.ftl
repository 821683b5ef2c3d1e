# Groups, and menus that belong to somebody

toast-administrators-only = Only the administrators of this group can change what comes here.
toast-not-your-menu = Somebody else opened this menu. Write /settings to open your own.
rights-lost = You do not administer that chat any more, or I may not post there. Make me an administrator with the right to post, and open it again with /places.

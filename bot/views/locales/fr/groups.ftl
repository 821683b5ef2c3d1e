# Groups, and menus that belong to somebody

toast-administrators-only = Seuls les admins de ce groupe peuvent changer ce qui arrive ici.
toast-not-your-menu = Quelqu’un d’autre a ouvert ce menu. Écris /settings pour ouvrir le tien.
rights-lost = Tu n’administres plus cette discussion, ou je n’ai plus le droit d’y publier. Nomme-moi administrateur avec le droit de publier, puis rouvre-la avec /places.

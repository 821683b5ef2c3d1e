toast-administrators-only = Nur Administratoren dieser Gruppe können ändern, was hier ankommt.
toast-not-your-menu = Dieses Menü hat jemand anderes geöffnet. Mit /settings öffnest du dein eigenes.
rights-lost = Du verwaltest diesen Chat nicht mehr, oder ich darf dort nichts posten. Mach mich zum Administrator mit dem Recht zu posten, und öffne es dann wieder mit /places.

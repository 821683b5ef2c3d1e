toast-administrators-only = Solo los administradores de este grupo pueden cambiar lo que llega aquí.
toast-not-your-menu = Este menú lo abrió otra persona. Escribe /settings para abrir el tuyo.
rights-lost = Ya no administras ese chat, o no puedo publicar allí. Hazme administrador con permiso para publicar y ábrelo de nuevo con /places.

"""The control API, by which tests and the page drive the simulator. JSON in, JSON out.

======  ======================================  ==========================================================
method  address below ``/sandbox``              what it takes and does
======  ======================================  ==========================================================
GET     ``/state``                              the whole state: bots, people, chats with their messages
GET     ``/calls?last=100``                     the last calls with their answers
GET     ``/ledger?chat_id=``                    what the bots delivered, edited and deleted
GET     ``/events``                             all events, as server-sent events
GET     ``/people?name=&last=20``               people whose name or id contains this: the first ones, and the count
POST    ``/people``                             first_name, last_name, id, username, language_code, started;
                                                or count, with the numbers blocked and deactivated
POST    ``/chats``                              kind, title, id, username, creator_id, bot_is, is_forum
POST    ``/chats/{chat_id}/topics``             name; by_id: that person opens it, with its service message
POST    ``/chats/{chat_id}/topics/{topic_id}``  closed, deleted, name, hidden (General only), by_id; 1 is General
POST    ``/chats/{chat_id}/forum``              is_forum: the topics of a supergroup, on or off
POST    ``/chats/{chat_id}/members``            user_id, by_id; status (of the Bot API) with the rights and is_anonymous
                                                that go with it; or only rights (``{"can_post_messages": false}``) and
                                                is_anonymous, which change what is named
POST    ``/chats/{chat_id}/add_bot``            by_id, payload (of ``?startgroup=``), rights (a list; then the bot is an
                                                administrator)
POST    ``/chats/{chat_id}/migrate``            the group becomes a supergroup; signals: what bots are told, in order,
                                                of migrate_to, left, member, migrate_from (default: all)
POST    ``/chats/{chat_id}/delete``             the group is deleted
POST    ``/chats/{chat_id}/mute``               muted: members may (not) write, or rights: may (not) do those
POST    ``/people/{person_id}/say``             text, parse_mode, chat_id (default: the bot's), thread_id, reply_to,
                                                anonymous (as the group; else as the member is),
                                                via_bot (a bot's username),
                                                forwarded_from (name of a user who hides the account)
POST    ``/people/{person_id}/send``            sample, caption; or files: kind, content (base64), name, mime_type,
                                                caption, parse_mode, spoiler, caption_above; the rest as say
POST    ``/people/{person_id}/forward``         from_chat_id, message_ids, hidden (the author's account), chat_id
POST    ``/people/{person_id}/share``           contact_id, or latitude and longitude; chat_id
POST    ``/people/{person_id}/rewrite``         chat_id, message_id, text
POST    ``/people/{person_id}/press``           chat_id, message_id, button (its text or callback data)
POST    ``/people/{person_id}/inline``          text, offset, chat_id (where it is typed)
POST    ``/people/{person_id}/choose``          query_id, result_id, chat_id, thread_id
POST    ``/people/{person_id}/tap``             button (its text, below the typing field), chosen_id (a chat) or
                                                chosen_ids (people) where it asks for them; default: the first that fit
POST    ``/people/{person_id}/choices``         button: the chats that may be chosen for it
POST    ``/people/{person_id}/block``           blocked: true (default) or false
POST    ``/people/{person_id}/delete``          the account is deleted
GET     ``/queries/{query_id}``                 a callback or inline query with the bot's answer
POST    ``/faults``                             kind, method, chat, times, last, seconds, code: see `FaultRule`
GET     ``/faults``                             the rules in force
DELETE  ``/faults``, ``/faults/{fault_id}``     remove all rules, or one
POST    ``/limits``                             on: flood limits on or off
POST    ``/clock``                              skip: seconds to move the simulator's time forward
POST    ``/bot``                                revoked, has_topics, reads_groups, stars, inline, inline_feedback
GET     ``/records``                            the bot's records folder, the samples and the replay
POST    ``/records``                            sample (its name), or text and name: dropped into the folder
POST    ``/replay``                             every: seconds between two samples; all are dropped
DELETE  ``/replay``                             no more samples are dropped
GET     ``/preview?url=``                       the preview of an address, from the records
GET     ``/files/{file_id}``                    an uploaded file
======  ======================================  ==========================================================

``/state`` and ``/events`` take ``first`` (show so many people, and so many chats) and ``also`` (more ids, with commas
between). With ``calls=0``, ``/events`` has no calls, only an event ``calls`` at most twice a second.
Every POST may name a bot by ``bot_id``; otherwise it is the simulator's own. An error is
``{"error": "one sentence"}`` with status 400 (not understood), 403 (from elsewhere), 404 or 409.
"""

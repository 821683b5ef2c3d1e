### How readers respond.

# After a press of 👍 or 👎 below an alert. $sign: which.
toast-voted = { $sign } Учтено. Нажмите ещё раз, чтобы отменить
toast-vote-taken-back = Ваш голос отменён
# Below what /privacy says, where alerts have buttons to vote.
privacy-votes =
    { $chat ->
        [private] Хранится и то, за какие сообщения вы голосовали и на какие реагировали, не дольше года. /delete стирает и это.
       *[other] Хранится и то, кто здесь голосовал за сообщение или реагировал на него, по его номеру, не дольше года. Он стирает это командой /delete в личном чате со мной.
    }

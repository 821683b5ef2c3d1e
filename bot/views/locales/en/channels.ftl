## Channels: set up and managed from the private chat of an administrator

command-channel = Set up a channel, or open its page
button-choose-channel = Choose a channel
# After /channel alone. The button stands in place of the keyboard.
channel-ask = <b>Which channel?</b> Press the button below: it lists the channels that you may hand to me, and makes me an administrator there. You can also write the channel’s @name, or forward a post from it to me.
# Said while Telegram is asked about the channel.
channel-checking = One moment, I am looking at your channel.

# Why a channel is not set up. $channel: its title or name, as it is known.
channel-unreadable = “{ $channel }” is no name of a channel. Write it like @name, or send /channel and press the button.
channel-not-found = I do not know a channel { $channel }. Check the name. A private channel has none: add me to it as an administrator with the right “Post messages”, then send /channel and choose it by the button.
channel-no-channel = { $channel } is no channel. In a group, add me and write /subscribe there.
channel-not-in = I am not an administrator of { $channel } yet. Open the channel’s settings, add me under Administrators with the right “Post messages”, then send its name again, or /channel if it has none.
channel-may-not-post = I am an administrator of { $channel }, but I may not post. Give me the right “Post messages” in the channel’s settings, then send its name again, or /channel if it has none.
channel-not-yours = Only administrators of { $channel } can set it up, and you are none of them. Ask its owner to make you one, or to set it up themselves.

## The page of a channel

# $channel: its title, linked.
channel-page = 📢 <b>{ $channel }</b>
# $count: topics; $topics: their names, in a list.
channel-follows = { $count ->
    [one] The channel follows { $count } topic: { $topics }.
   *[other] The channel follows { $count } topics: { $topics }.
}
channel-follows-none = The channel follows nothing yet. Choose its topics, and it fills itself.
# $count: posts that wait for approval.
channel-waiting = { $count ->
    [one] 🕓 { $count } post waits for you.
   *[other] 🕓 { $count } posts wait for you.
}
channel-paused = ⏸ Paused: nothing is posted.
button-channel-topics = 🗂 Topics
button-channel-settings = ⚙️ Settings
button-channel-waiting = 🕓 Show what waits
button-channel-preview = 👁 Preview
button-channel-pause = ⏸ Pause
button-channel-resume = ▶️ Resume
button-channel-remove = 🗑 Remove
button-channel-back = ‹ The channel
button-channel-back-settings = ‹ Settings
toast-channel-paused = Paused: nothing is posted
toast-channel-resumed = Posts come again
toast-channel-waiting = They come below, one by one
toast-channel-waiting-none = Nothing waits any more
toast-channel-no-preview = There is no story yet to show
# $channel: its title, linked.
channel-remove = Remove { $channel }? I forget its topics and settings, and post nothing there any more. What was posted stays.
button-channel-remove-yes = Yes, remove
button-channel-remove-no = No, keep it
channel-removed = { $channel } is removed. Nothing more is posted there. You can take me out of its administrators now.

## What only channels have in /settings

settings-channel = <b>What the channel posts</b>
# $signature: what stands under each post, as it was written.
settings-signature = ✍️ Under each post stands: { $signature }
settings-signature-none = ✍️ Posts have no signature.
settings-picture-large = 🖼 Pictures are large.
settings-picture-small = 🖼 Pictures are small.
settings-picture-none = 🖼 Posts have no picture.
button-signature = ✍️ Signature
button-picture = 🖼 Picture
signature-ask = What shall stand under each post? Write one line, such as the channel’s @name.
# $count: characters.
signature-too-long = { $count ->
    [one] That is too long: a signature has at most { $count } character. Press Signature and write a shorter one.
   *[other] That is too long: a signature has at most { $count } characters. Press Signature and write a shorter one.
}
button-signature-none = No signature
toast-signature-none = Posts have no signature now
channel-picture-ask = How shall the picture of a story be shown?
button-picture-large = Large
button-picture-small = Small
button-picture-none = No picture
toast-picture-set = Changed for the next posts

settings-hashtags-on = #️⃣ Hashtags are on: each post names its topics.
settings-hashtags-off = #️⃣ Hashtags are off.
summary-hashtags-on = hashtags
summary-hashtags-off = no hashtags
button-hashtags-on = #️⃣ Turn hashtags on
button-hashtags-off = #️⃣ Turn hashtags off
toast-hashtags-on = Hashtags are on
toast-hashtags-off = Hashtags are off
# The preview that Telegram makes of the article’s link.
settings-link-preview-on = 🔗 Link previews are on: a post without a picture shows a preview of its article.
settings-link-preview-off = 🔗 Link previews are off.
summary-link-preview-on = link previews
summary-link-preview-off = no link previews
button-link-preview-on = 🔗 Turn link previews on
button-link-preview-off = 🔗 Turn link previews off
toast-link-preview-on = Link previews are on
toast-link-preview-off = Link previews are off
# Approval: each post is shown to the administrator first.
settings-approval-on = 🕓 Posts are held for approval: each comes to you first, and goes out when you press Post.
settings-approval-off = 🕓 Posts go out at once, without approval.
summary-approval-on = with approval
summary-approval-off = without approval
button-approval-on = 🕓 Hold posts for approval
button-approval-off = 🕓 Post without approval
toast-approval-on = New posts come to you first
toast-approval-off = New posts go out at once. Those that wait still need you.

## Approval

# $channel: its title. Stands above the post itself.
approval-heading = 📢 For <b>{ $channel }</b>. Shall this be posted?
button-approval-post = ✅ Post
button-approval-skip = 🚫 Skip
button-approval-edit = ✏️ Edit
# Below the question how a post shall read: post it without a change after all.
button-approval-as-it-was = ✅ Post as it was
button-approval-posted = ✅ Posted
button-approval-skipped = 🚫 Skipped
toast-approval-posted = It goes out now
toast-approval-skipped = Skipped: it is not posted
toast-approval-withdrawn = This story was withdrawn, so it is not posted.
toast-approval-over = This post does not wait any more.
# A post was pressed that another administrator, or the same person, has edited since.
toast-approval-edited = It was edited meanwhile, and comes below as it reads now
approval-ask-text = How shall it read? Write the whole post, with bold, links and all: it is posted just so.
approval-no-text = Only text can be posted. Press Edit again and write it.

### What a reader keeps.

## Below an alert

button-save = ☆ Сохранить
button-saved = ★ Сохранено
button-why = Почему?
button-alert-actions = 🔕 Тише…
button-mute-source = 🔇 Заглушить: { $source }
button-snooze = 💤 Сделать паузу
alert-actions = Что сделать с { $title }?
toast-saved = Сохранено. Всё покажет /saved
toast-saved-already = Уже сохранено
toast-unsaved = Больше не сохранено

## /saved

command-saved = Сохранённые тобой новости
saved = <b>★ { $count ->
        [one] { $count } сохранённая новость
        [few] { $count } сохранённые новости
        [many] { $count } сохранённых новостей
       *[other] { $count } сохранённой новости
    }</b>
saved-none = Здесь пока пусто. Кнопка <i>☆ Сохранить</i> есть под каждым уведомлением; всё сохранённое появится здесь.
saved-at = Сохранено: { $time }
saved-how = <i>Номер откроет новость здесь, ✕ её уберёт.</i>

## /export

command-export = Всё, что о тебе хранится, файлом
export = Что о тебе хранится: настройки, темы, фильтры, всё сохранённое и то, что пришло тебе за последние 30 дней.
label-export-file = мои-данные
export-cut = <i>Файл вышел бы слишком большим: самого старого в нём нет.</i>

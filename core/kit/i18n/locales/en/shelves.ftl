# The tree of shelves, for staff.

shelves-title = <b>Shelves</b>
    The number says how many products lie there. ○ hidden from customers
shelves-none = There are no shelves yet.
shelf-view = <b>{ $name }</b>{ $state ->
    [hidden] { " " }(hidden)
   *[shown] { "" }
}
    Products: { $products }. Shelves inside: { $shelves }.
shelf-ask-new = What is the new shelf called? An emoji in front stands on its button: “🍵 Tea”.
shelf-ask-name = How shall it be called from now on?
button-shelf-new = ➕ New shelf
button-shelf-name = ✎ Name
button-shelf-first = ⤒ To the front
button-shelf-hide = Hide
button-shelf-show = Show
button-shelf-inside = ➕ Shelf inside
button-shelf-remove = Remove
error-shelf-not-empty = Something lies on this shelf: empty it first.
error-shelf-too-deep = Shelves stand at most { $limit } deep.

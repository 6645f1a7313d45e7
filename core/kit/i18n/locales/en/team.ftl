# The team.

team-title = <b>Team</b>
team-row = • { $name } — { $role }{ $me ->
    [yes] { " " }(you)
   *[no] { "" }
}
button-invite = ➕ Invite somebody
team-ask-role = <b>What shall the new colleague do?</b>
team-role = <b>{ $role }</b> — { $does }
does-owner = everything, money rules and team too
does-manager = everything but money rules and team
does-operator = orders, customers, refunds up to the limit, returns
does-stock_keeper = stock, packing, shipping, receiving returns
does-courier = deliveries
does-analyst = looks, changes nothing
team-invitation = Send this link to one person. Who opens it first joins “{ $shop }”: { $role }. It is valid for { $days } days.

    { $link }
team-member = <b>{ $name }</b>: { $role }
    Choose another role, or let them go.
team-out-ask = Let { $name } go? All rights in the shop end at once.
team-joined = Welcome to the team of “{ $shop }”! You are: { $role }. Your commands stand in the menu; /help explains.
button-member-out = Let go
button-member-out-sure = Yes, let go
error-invite-used = This invitation has been used or is too old. Ask for a new one, please.
error-last-owner = A shop needs an owner: make somebody else an owner first.

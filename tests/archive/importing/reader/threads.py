"""Fictional threads in the shapes that captures of talk have."""

TRAMS = """\
Nobody in the suburbs asked for this line and nobody will ride it.
You clearly haven't stood at the Harbour Road stop at eight in the morning. The queue goes \
round the corner.
I used to work on the timetable for the old network, so perhaps I can add something here. The \
number of vehicles was never the trouble; the depot was. With one depot on the wrong bank of \
the river, every tram that fails in the east has to be hauled across the only bridge that \
carries rails, and for that hour the whole network stands still.
The second depot was in every plan since 1988. It was struck out each time because it sits on \
land that the port authority would rather sell. That is the whole story, and no amount of new \
rolling stock changes it.
What the new line does, oddly enough, is make the second depot unavoidable, since the turning \
loop at the eastern end cannot be built without storage tracks. So I am in favour of it for a \
reason that its promoters never mention.
Best comment I've read on this site.
So it's a trick to get the depot built?
Who pays for it, though?
The council published the figures in spring: a third from the state, a third from the federal \
fund for regional transport, and the rest from a levy on parking spaces in the centre that had \
been announced and withdrawn twice before. Shopkeepers were promised that the levy would not \
come while the street works last.
This promise is already broken in two streets, where the machines stand since May and nobody \
has seen a worker in weeks.
"""

BREAD = """\
My starter died twice before I understood that the kitchen was simply too cold.
Same here! A cupboard above the fridge saved mine.
For anyone struggling, here is what worked for me after a whole winter of bricks:
- keep the flour and the starter at the same temperature overnight
- feed it twice a day for a week before the first loaf
- do not believe the clock, believe the dough
The last point took me longest. Recipes give hours because hours can be printed, but a dough \
at nineteen degrees needs nearly twice as long as one at twenty-four, and no recipe knows your \
kitchen.
Edit: degrees Celsius, of course.
Celsius, thank goodness, I was about to set the oven to nineteen.
I disagree about feeding twice a day. A rye starter is perfectly happy with one meal, and if \
you overfeed it the acids never build up and the crumb turns gummy however long you bake it.
"""

NEWSLETTER = """\
I am closing my comments for the weekend because I will be on a ship without a connection and \
nobody else reads along.
I have said before that my policy is simple, and I stick to it: no insults, no advertisements, \
and I answer everyone once.
If you would like to help me keep my newsletter free for everybody, tell a friend, I need no \
more than that.
The chapter on lighthouses omits the two on the northern skerries, which were built by the \
same engineer and burn to this day. Their lenses came from the same workshop in Paris, and the \
keeper's log survives in the harbour museum, where anyone may read it on a Tuesday.
The engineer's widow sold the drawings in 1911 to a collector in Bergen. They surfaced again \
at an auction in the eighties, without the sheet for the northern tower, which makes the \
omission understandable even if it remains an omission.
"""

THEATRE = """\
The translation flattens every joke in the second act.
---
I saw it in the original and the jokes were flat there too, to be honest. The director cut the \
servant's scenes, and with them goes half of the laughter; what is left is a rather cold play \
about money.
Besides, the hall swallows consonants.
---
Two hours without an interval is cruelty.
***
> Two hours without an interval is cruelty.
You should try the opera next door. Five hours, and they lock the doors.
"""

NIGHT_TRAIN = """\
Has anyone tried the night train since they changed the carriages? I am thinking of taking my \
parents along and they do not sleep well at the best of times, so I would rather know \
beforehand.

We did, in March. The beds are wider and the doors finally close without slamming.

Breakfast is a paper bag now.


The old carriages were better. There, I said it. Heavy things, and they rolled like ships, but \
one slept in them; the new ones are so light that one feels every joint in the rail, and the \
ventilation hums on one note until morning.


Thanks, both!
"""

ESSAY = """\
The museum's decision to hang the portraits by colour rather than by date has been called \
frivolous by people who have not been to see it.
Seen from the doorway the first room is simply red. It takes a moment to notice that the reds \
are four hundred years apart, and a longer one to notice that the sitters' hands are all in \
the same place.
This is what a chronological hang can never show. Dates put the pictures into a queue; colour \
puts them into a conversation, and the conversation turns out to be about gloves.
The second room, which is blue, is less successful. Blue was expensive for the first two \
centuries and cheap for the last two, and the wall cannot conceal the difference.
However, the corridor between them, hung with nothing but frames, is a small masterpiece.
"""

PRUNING = """\
2 thoughts on “Pruning in March”

  1. Hedda Lindqvist says:
     April 3, 2018 at 7:15 am

     Ours never flowers when we prune it that late.

     It sulks until June.

     * Oskar (Post author) says:
       April 3, 2018 at 9:02 pm

       Which variety is it, Hedda?

  2. rosebush77 says:
     April 5, 2018 at 11:40 am

     Lovely photographs.
"""

FERRY = """\
kestrel_9
3 hours ago
The ferry has not run on a Sunday since the autumn.
12 points
Reply Share Report
Marta Oyelaran
2 hours ago
In reply to kestrel_9
It has, but only from the north pier.
4 points
Reply Share Report
kestrel_9
1 hour ago
In reply to Marta Oyelaran
Thank you, I had no idea there were two.
Reply Share Report
"""

FOUNTAIN = """\
Joana Prado
This is the first summer in which the fountain works. I had stopped believing in it.
Like · Reply · 3 d
Tomás Figueira
The children believe in it now
Like · Reply · 2 d
Joana Prado
They are soaked every afternoon.
Like · Reply · 2 d
"""

ROOFS = """\
u/slate_roofer
31 points · 5 hours ago
Copper lasts longer but nobody steals slate.
Reply
  u/tin_whistle
  18 points · 4 hours ago
  My church would like a word with you about that.
  Reply
    u/slate_roofer
    9 points · 4 hours ago
    Fair enough.
    Reply
u/gutterbird
2 points · 1 hour ago
Thatch!
Reply
"""

ROLLS = """\
Ines Ferro March 3, 2020 at 10:12
The bakery on the corner sold the same rolls under three names for years before anyone noticed.
Bram de Wit March 3, 2020 at 11:40
@Ines Ferro the third name was the best one.
Ines Ferro March 3, 2020 at 12:01
Bram, you only say that because of the raisins.
Lotte March 4, 2020 at 08:30
The bakery on the corner sold the same rolls under three names for years before anyone noticed.
Four names, if you count the van.
"""

LOOM = """\
#1 Quill, 12.03.2019 14:05
Does anyone still have the manual for the old loom?
#2 Weft, 12.03.2019 15:20
I do. The 1962 edition.
#3 Quill, 13.03.2019 09:00
Replying to Weft
That is the one.
"""

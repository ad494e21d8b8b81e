"""Forenames that are used for each other in Britain: short forms, and spellings that letters don't show.

A short list on purpose: whoever is missing here is still compared by letters and by sound. Folded, pure.
"""

_TOGETHER = """
abdul abdullah
aisha ayesha aysha aishah
alexander alex alec sandy xander sasha
alexandra alex sandra lexi sasha
andrew andy drew
anthony tony
benjamin ben benji
catherine katherine kathryn catharine katharine cathy kathy kate katie cat kat kit kitty
charles charlie chuck
charlotte charlie lottie
christopher chris kit topher
daniel dan danny
david dave davey
deborah debra debbie
edward ed eddie ted teddy ned
eleanor elinor ellie nell nora
elizabeth elisabeth liz lizzie beth betty eliza libby
emily em emmy
francesca fran frankie
frederick fred freddie
gabrielle gabriella gabby
george georgie
grace gracie
hannah hanna anna
harold harry
henry harry hal
isabella isabelle isabel izzy bella
jacob jake
jack john johnny jackie
james jim jimmy jamie
jennifer jen jenny
jessica jess jessie
jonathan jonny jon
joseph joe joey
joshua josh
katelyn kaitlyn caitlin caitlyn
layla leila leyla laila
leonard leo len lenny
lucas luke luca lukasz
madeleine madeline maddie
margaret maggie meg peggy
matthew matt matty
megan meg meghan
michael mike mick micky
mohammed muhammad mohamed mohammad muhammed mo
natalie nat natasha tasha
nicholas nick nicky
nicola nicky nikki
niamh neve neave
oliver ollie
olivia liv livvy
patrick pat paddy
patricia pat trish
phillip philip phil
rebecca becky becca bex
richard rich rick ricky dick
robert rob robbie bob bobby bert
ronald ron ronnie
samuel sam sammy
samantha sam sammy
sean shaun shawn
sebastian seb
siobhan shivaun
stephen steven steve
susan sue susie
thomas tom tommy
theodore theo ted teddy
timothy tim
victoria vicky tori
william will bill billy liam
yusuf yousef youssef yusef
zachary zac zach zack zak
"""

_GROUPS = [frozenset(line.split()) for line in _TOGETHER.split("\n") if line]
_FORMS = {
    name: frozenset().union(*(group for group in _GROUPS if name in group))
    for name in frozenset().union(*_GROUPS)
}


def forms_of(name: str) -> frozenset[str]:
    """Return every form of a folded forename, itself included; "sam" is one of several names."""
    return _FORMS.get(name, frozenset({name}))

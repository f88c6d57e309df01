"""Words for made-up reports: some of every kind that the grammar knows, and some that break careless code."""

from hypothesis import strategies as st

KNOWN = (
    "two", "twenty-three", "dozens", "several", "at least", "more than", "between", "12", "1,200", "half", "most",
    "people", "men", "children", "soldiers", "nurses", "woman", "boy", "17-year-old", "members", "family", "couple",
    "killed", "wounded", "died", "dead", "injured", "missing", "kidnapped", "shot", "bodies", "deaths", "toll", "lives",
    "was", "were", "has", "had been", "could", "not", "no", "nobody", "any", "all", "another", "other", "including",
    "the", "a", "his", "her", "their", "of", "of them", "of the dead", "and", "or", "but", "that", "who", "which", "by",
    "in", "near", "at", "from", "to", "with", "said", "say", "according to", "citing", "denied", "claimed", "rose to",
    "air strike", "car bomb", "shelling", "hospital", "school", "market", "police", "rebels", "army", "doctor",
    "spokesman for", "Kharkiv", "Mosul", "Baghdad", "Omar Nasser", "Dr.", "J.", "the town", "province", "suburb",
    "on Monday", "since September", "last year", "in 2014", "yesterday", "the past 72 hours", "24-25 January",
    ",", ".", ";", ":", "(", ")", "“", "”", '"', "'s", "’s", "—", "-", "...", "?", "\n", "\n\n",
)  # fmt: skip
# A lone surrogate, controls, marks without letters, other scripts and digits, and a word longer than any sentence.
HOSTILE = (
    "\ud800", "\x00", "\x1b[31m", "\u202e", "\u0301", "\u0640", "\ufeff", "\u00ad", "٣", "٣ أشخاص", "قتل", "死者12人",
    "²", "x" * 2000, "9" * 400, "1" + ",000" * 50, "İ", "ß", "ﬁ", "🕊", "a-" * 60, "''''", "$", "%", "°",
)  # fmt: skip
ARABIC = (
    "قتل", "أصيب", "استشهد", "استشهاد", "مقتل", "ثلاثة", "اثنان", "عشرون", "مئة", "ألف", "أشخاص",
    "مدنيين", "طفل", "امرأة", "بينهم", "وآخرين", "بجروح", "العشرات", "عدد", "الشهداء", "ارتفع",
    "إلى", "حصيلة", "في", "من", "على", "عن", "لم", "و", "و3", "قصف", "جوي", "غارة", "جراء", "مجزرة",
    "استهداف", "الطيران", "الحربي", "حلب", "إدلب", "ريف", "مدينة", "بلدة", "حي", "محمد العلي",
    "أم محمود", "عائلة", "المستشفى", "المرصد السوري", "قال", "نفى", "اليوم", "أمس", "الاثنين",
    "منذ", "عام 2014", "12", "٢٣", "3/4/2017", "الأولى", "#", "،", ".", ":", "/", "-", "(", ")",
    "\"", "«", "\n", "\n\n", "killed", "two men",
)  # fmt: skip
WORDS = st.sampled_from(KNOWN)
ARABIC_WORDS = st.one_of(st.sampled_from(ARABIC), st.sampled_from(ARABIC), st.sampled_from(HOSTILE))
ANY_WORDS = st.one_of(st.sampled_from(KNOWN), st.sampled_from(HOSTILE), st.text(max_size=6))

"""Time zones by IANA name, city, country, abbreviation, offset or what Windows calls them.

The names come from the tzdata package, so that every host understands the same ones.
"""

import re
from functools import cache, lru_cache
from importlib.resources import files

from mentorship.roster.cleaning import fold, is_blank
from mentorship.roster.sentences import Remark, remark

_ALIASES = """
Europe/Berlin: cet, cest, mez, mesz, germany, deutschland, munich, munchen, hamburg, frankfurt,
 cologne, koln, stuttgart, dusseldorf, leipzig, dresden, nuremberg, bonn, bremen, hannover,
 alemania, allemagne, alemanha, mitteleuropa, w europe, w europe standard, central europe,
 central european, central european summer, берлин, 柏林
Europe/London: gmt, bst, uk, gb, england, scotland, wales, great britain, united kingdom,
 britain, british, manchester, edinburgh, glasgow, birmingham, leeds, bristol, cardiff, belfast,
 liverpool, oxford, cambridge, gmt bst, greenwich mean, londres, londra, лондон, 伦敦, لندن
Europe/Lisbon: wet, west, lisboa, portugal, porto, western european
Europe/Paris: france, lyon, marseille, toulouse, nantes, bordeaux, romance standard
Europe/Madrid: spain, espana, barcelona, valencia, sevilla, bilbao
Europe/Rome: italy, italia, milan, milano, roma, napoli, torino, florence, turin
Europe/Zurich: switzerland, schweiz, zurich, geneva, geneve, basel, bern, zürich
Europe/Vienna: austria, osterreich, wien, graz
Europe/Amsterdam: netherlands, holland, rotterdam, utrecht, the hague, the netherlands
Europe/Brussels: belgium, bruxelles, brussel, antwerp, ghent
Europe/Warsaw: poland, polska, warszawa, krakow, gdansk, wroclaw, central european standard
Europe/Prague: czechia, praha, brno, czech republic
Europe/Athens: eet, eest, greece, gtb standard, eastern european
Europe/Helsinki: finland, tampere, fle standard
Europe/Bucharest: romania, cluj, e europe standard
Europe/Kyiv: ukraine, kiev, kyiv, lviv, odesa, киев, київ
Europe/Istanbul: trt, turkey, turkiye, ankara, izmir
Europe/Moscow: msk, moscow, moskau, москва, мск, russia, россия, saint petersburg, st
 petersburg, russian standard, московское
Europe/Stockholm: sweden, goteborg, gothenburg, malmo
Europe/Oslo: norway, bergen
Europe/Copenhagen: denmark, aarhus
Europe/Dublin: ireland, cork, galway
America/New_York: est, edt, et, eastern, eastern standard, eastern daylight, us eastern, eastern
 us, us east, east coast, us east coast, boston, washington, washington dc, miami, atlanta,
 philadelphia, nyc, ny, new york city, orlando, pittsburgh, charlotte, est usa, est edt, est5edt,
 нью йорк
America/Chicago: cst, cdt, ct, central, dallas, houston, austin, minneapolis, us central,
 central standard, central daylight, st louis, new orleans
America/Denver: mst, mdt, mt, mountain, us mountain, mountain standard, mountain daylight, salt
 lake city
America/Los_Angeles: pst, pdt, pt, pacific, pacific standard, pacific daylight, us pacific, west
 coast, us west, us west coast, seattle, portland, sf, la, san francisco, san diego, silicon
 valley, bay area, las vegas, california, oakland, san jose, pst pdt
America/Toronto: ottawa, montreal, quebec
America/Vancouver: british columbia, bc
America/Phoenix: arizona, us mountain standard
America/Anchorage: akst, akdt, alaska
Pacific/Honolulu: hst, hawaii
America/Halifax: ast, adt, atlantic standard
America/St_Johns: nst, ndt, newfoundland
America/Sao_Paulo: brt, brst, brazil, brasil, brasilia, rio, rio de janeiro, belo horizonte, sao
 paulo, e south america standard, porto alegre, curitiba
America/Argentina/Buenos_Aires: art, argentina, cordoba, buenos aires
America/Bogota: cot, colombia, medellin, sa pacific standard
America/Lima: pet, peru
America/Santiago: clt, clst, chile
America/Mexico_City: mexico, cdmx, guadalajara, monterrey, mexico city, ciudad de mexico
Africa/Cairo: egypt, alexandria, القاهرة, مصر, egypt standard
Africa/Lagos: wat, nigeria, abuja, w central africa standard
Africa/Nairobi: eat, kenya, mombasa, e africa standard
Africa/Johannesburg: sast, south africa, cape town, durban, pretoria, south africa standard
Africa/Accra: ghana, kumasi
Africa/Casablanca: morocco, rabat, maroc
Asia/Dubai: gst, uae, abu dhabi, united arab emirates, arabian standard, دبي
Asia/Riyadh: jeddah, saudi, saudi arabia, arab standard
Asia/Beirut: lebanon, liban, بيروت
Asia/Jerusalem: israel, tel aviv, haifa
Asia/Tehran: iran, irst
Asia/Karachi: pkt, pakistan, lahore, islamabad
Asia/Kolkata: ist, india, mumbai, delhi, bangalore, bengaluru, chennai, hyderabad, pune,
 calcutta, bombay, दिल्ली, मुंबई, भारत, new delhi, india standard, indian standard
Asia/Dhaka: bangladesh
Asia/Kathmandu: nepal, npt
Asia/Colombo: slst, sri lanka
Asia/Bangkok: ict, thailand, se asia standard
Asia/Ho_Chi_Minh: vietnam, hanoi, saigon, ho chi minh city
Asia/Jakarta: wib, indonesia
Asia/Singapore: sgt, singapore standard
Asia/Kuala_Lumpur: malaysia
Asia/Manila: pht, philippines
Asia/Shanghai: china, china standard, beijing, shenzhen, guangzhou, chengdu, hangzhou, 北京, 上海,
 深圳, 中国, 北京时间
Asia/Hong_Kong: hkt, hong kong, 香港
Asia/Taipei: taiwan, 台北
Asia/Tokyo: jst, japan, osaka, kyoto, 東京, 东京, 日本, tokyo standard
Asia/Seoul: kst, korea, busan, 서울, south korea
Australia/Sydney: aest, aedt, aet, canberra, new south wales, aus eastern standard
Australia/Melbourne: geelong
Australia/Brisbane: queensland
Australia/Adelaide: acst, acdt
Australia/Perth: awst
Pacific/Auckland: nzst, nzdt, wellington, christchurch, new zealand, new zealand standard
UTC: utc, zulu, universal, z, coordinated universal, etc utc
"""
_OFFSET = re.compile(
    r"(?:utc|gmt|z)?\s*([+\-−–])\s*(\d{1,2})(?::?(\d{2})|[.,](5|75|25))?\s*(?:h|hours?)?\Z"
)
_SHOWN_OFFSET = re.compile(
    r"^\s*\(\s*(?:utc|gmt)\s*([+\-−–]?\s*\d{0,2}(?::?\d{2})?)\s*\)\s*", re.IGNORECASE
)
_HALF_HOURS = {
    330: "Asia/Kolkata", 345: "Asia/Kathmandu", 570: "Australia/Darwin", 210: "Asia/Tehran",
    270: "Asia/Kabul", 390: "Asia/Yangon", -210: "America/St_Johns", 630: "Australia/Lord_Howe",
    525: "Australia/Eucla", 765: "Pacific/Chatham", -570: "Pacific/Marquesas",
}  # fmt: skip
_NOISE = re.compile(
    r"\b(local|time|times|zone|timezone|standard time|zeit|heure de|hora de|hora|uhr|время)\b"
)


@lru_cache(maxsize=4_000)
def read_zone(cell: str, default: str) -> tuple[str, Remark | None]:
    """An IANA name, with a note where it was guessed or where only the default was left."""
    if is_blank(cell):
        return default, None
    text = cell.strip()
    if exact := _by_name().get(text.casefold().replace(" ", "_")):
        return exact, None
    found = _guess(text)
    if not found:
        return default, remark("note_zone_unclear", text=text, zone=default)
    in_words = not found.startswith("Etc/") and fold(found.rpartition("/")[2]) in fold(text)
    obvious = in_words or found == "UTC"
    return found, None if obvious else remark("note_zone_guessed", text=text, zone=found)


def _guess(text: str) -> str:
    folded = fold(text)
    if found := _offset(text.casefold()):
        return found
    if shown := _SHOWN_OFFSET.match(text):
        return (
            _first_place(text[shown.end() :]) or _offset("utc" + shown[1].replace(" ", "")) or "UTC"
        )
    if named := re.search(r"\b[A-Za-z]+/[A-Za-z_]+(?:/[A-Za-z_]+)?", text):
        return _by_name().get(named[0].casefold(), "") or _place(folded)
    return _place(folded) or _first_place(text)


def _first_place(text: str) -> str:
    """The first of several places that is known: "Amsterdam, Berlin, Bern", "Porto (Portugal)"."""
    pieces = [piece for piece in re.split(r"[,;/()\n|&]| - |\bor\b|\band\b", text) if piece.strip()]
    for piece in pieces[:8]:
        if found := _place(fold(piece)) or _offset(piece.strip().casefold()):
            return found
    for piece in pieces[:4]:
        for word in fold(piece).split()[:6]:
            if len(word) > 3 and (found := _place(word)):
                return found
    return ""


def _place(folded: str) -> str:
    places = _by_place()
    if found := places.get(folded):
        return found
    plain = " ".join(_NOISE.sub(" ", folded).split())
    return places.get(plain, "") or places.get(f"{plain} standard", "") if plain else ""


def _offset(text: str) -> str:
    """A fixed offset. Those of whole hours have a name of their own; others belong to one place."""
    found = _OFFSET.match(text.strip())
    if found is None:
        return ""
    minutes = int(found[2]) * 60
    minutes += int(found[3]) if found[3] else {None: 0, "5": 30, "75": 45, "25": 15}[found[4]]
    minutes *= 1 if found[1] == "+" else -1
    if minutes % 60:
        return _HALF_HOURS.get(minutes, "")
    hours = minutes // 60
    if hours == 0:
        return "UTC"
    # POSIX signs: Etc/GMT-1 is one hour *ahead* of UTC.
    return f"Etc/GMT{-hours:+d}" if -12 <= hours <= 14 else ""


@cache
def _by_name() -> dict[str, str]:
    names = (files("tzdata") / "zones").read_text(encoding="utf-8").split()
    # Names without a slash ("EST", "Portugal") are read as places, which follow summer time there.
    return {name.casefold(): name for name in names if "/" in name}


@cache
def _by_place() -> dict[str, str]:
    """Folded cities, countries and abbreviations."""
    places: dict[str, str] = {}
    for name in _by_name().values():
        if not name.startswith(("Etc/", "SystemV/", "US/", "posix/")):
            places.setdefault(fold(name.rpartition("/")[2]), name)
    places.update(_single_zone_countries())
    for line in _ALIASES.strip().replace("\n ", " ").splitlines():
        zone, _, names = line.partition(":")
        places.update({fold(name): zone for name in names.split(",")})
    return places


@cache
def _single_zone_countries() -> dict[str, str]:
    data = files("tzdata") / "zoneinfo"
    zones: dict[str, list[str]] = {}
    for line in _lines((data / "zone.tab").read_text(encoding="utf-8")):
        zones.setdefault(line[0], []).append(line[2])
    countries = _lines((data / "iso3166.tab").read_text(encoding="utf-8"))
    return {
        fold(line[1]): zones[line[0]][0] for line in countries if len(zones.get(line[0], ())) == 1
    }


def _lines(text: str) -> list[list[str]]:
    return [line.split("\t") for line in text.splitlines() if line and line[0] != "#"]

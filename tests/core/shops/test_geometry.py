"""Points, distances and areas: exact on the border, over the antimeridian, around holes; what is no area is refused."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.shops.geometry import MICRO, BadShape, Corner, Flaw, Point, box, contains, distance, read_point, ring_of

MOSCOW, PETERSBURG = Point.of(55.7558, 37.6173), Point.of(59.9343, 30.3351)
SQUARE = [(0, 0), (10, 0), (10, 10), (0, 10)]
points = st.builds(Point, st.integers(-90 * MICRO, 90 * MICRO), st.integers(-180 * MICRO, 180 * MICRO))


def turned(corners: list[Corner], by: int) -> list[Corner]:
    """The same corners further east, as maps name them: between -180° and 180°."""
    return [((x + by + 180 * MICRO) % (360 * MICRO) - 180 * MICRO, y) for x, y in corners]


# ── distance ─────────────────────────────────────────────────────────────────────────────────────────────


def test_distances_are_those_of_a_sphere() -> None:
    assert distance(MOSCOW, PETERSBURG) == pytest.approx(633_000, abs=1000)
    assert distance(Point(0, 0), Point(0, 180 * MICRO)) == pytest.approx(math.pi * 6_371_008.8, abs=1)
    assert distance(Point.of(0, 179.9), Point.of(0, -179.9)) == pytest.approx(22_239, abs=1), "the short way round"
    assert distance(Point.of(89.999, 0), Point.of(89.999, 180)) == pytest.approx(222, abs=1), "over the pole"


@given(points, points)
def test_there_and_back_is_as_far_and_nowhere_is_further_than_half_around(a: Point, b: Point) -> None:
    assert distance(a, b) == distance(b, a)
    assert 0 <= distance(a, b) <= 20_015_200
    assert distance(a, a) == 0


@given(points, points, points)
def test_no_detour_is_shorter(a: Point, b: Point, c: Point) -> None:
    assert distance(a, c) <= distance(a, b) + distance(b, c) + 2


# ── inside and outside ───────────────────────────────────────────────────────────────────────────────────


def test_corners_and_lines_belong_to_the_area() -> None:
    area = ((ring_of(SQUARE),),)
    for inside in ((0, 0), (10, 10), (5, 0), (0, 5), (10, 3), (5, 5), (1, 9)):
        assert contains(area, Point(inside[1], inside[0])), inside
    for outside in ((11, 5), (-1, 0), (5, 11), (5, -1), (11, 10)):
        assert not contains(area, Point(outside[1], outside[0])), outside


def test_a_hole_is_outside_and_its_border_inside() -> None:
    hole = ring_of([(3, 3), (7, 3), (7, 7), (3, 7)])
    area = ((ring_of(SQUARE), hole),)
    assert not contains(area, Point(5, 5))
    assert contains(area, Point(3, 5))
    assert contains(area, Point(7, 7))
    assert contains(area, Point(2, 2))


def test_an_area_of_two_parts() -> None:
    area = ((ring_of(SQUARE),), (ring_of([(20, 0), (30, 0), (30, 10)]),))
    assert contains(area, Point(1, 29))
    assert not contains(area, Point(5, 15))
    assert box(area) == (0, 0, 10, 30)


def test_an_area_over_the_antimeridian() -> None:
    """Taveuni lies on both sides of it; RFC 7946 cuts such areas in two, people do not."""
    drawn = ring_of([(179_800_000, -17 * MICRO), (-179_800_000, -17 * MICRO), (-179_800_000, -16 * MICRO),
                     (179_800_000, -16 * MICRO)])  # fmt: skip
    for longitude, inside in ((179.9, True), (-179.9, True), (180.0, True), (-180.0, True), (179.7, False), (0, False)):
        assert contains(((drawn,),), Point.of(-16.5, longitude)) is inside, longitude


rings = st.lists(
    st.tuples(st.integers(0, 359), st.integers(1 * MICRO, 20 * MICRO)),
    min_size=3,
    max_size=12,
    unique_by=lambda x: x[0],
)


def star(spokes: list[tuple[int, int]], x: int, y: int) -> list[Corner]:
    """A ring that winds once around (x, y): it never crosses itself."""
    found = []
    for degrees, length in sorted(spokes):
        angle = math.radians(degrees)
        found.append((x + round(length * math.cos(angle)), y + round(length * math.sin(angle))))
    return found


def widest(spokes: list[tuple[int, int]]) -> int:
    angles = sorted(degrees for degrees, _ in spokes)
    return max((b - a) % 360 for a, b in zip(angles, [*angles[1:], angles[0]], strict=True))


@given(rings, st.integers(-180, 179), st.integers(-60, 60))
def test_the_middle_of_a_star_is_inside_wherever_it_is_on_earth(spokes: list[tuple[int, int]], x: int, y: int) -> None:
    assume(widest(spokes) < 175)
    middle = Point(y * MICRO, x * MICRO)
    ring = ring_of(turned(star(spokes, x * MICRO, y * MICRO), 0))
    assert contains(((ring,),), middle)
    # The box finds it too, as the database looks for it.
    south, west, north, east = box(((ring,),))
    assert south <= middle.latitude <= north
    assert any(west <= middle.longitude + turn <= east for turn in (0, 360 * MICRO, -360 * MICRO))


@given(rings, points, st.integers(-360, 360))
def test_neither_direction_nor_start_nor_place_changes_what_is_inside(
    spokes: list[tuple[int, int]], point: Point, by: int
) -> None:
    assume(widest(spokes) < 175)
    corners = star(spokes, 0, 0)
    inside = contains(((ring_of(corners),),), point)
    assert contains(((ring_of(corners[::-1]),),), point) is inside
    assert contains(((ring_of([*corners[1:], corners[0]]),),), point) is inside
    [(longitude, _)] = turned([(point.longitude, point.latitude)], by * MICRO)
    assert contains(((ring_of(turned(corners, by * MICRO)),),), Point(point.latitude, longitude)) is inside


@given(points)
def test_outside_the_box_is_outside(point: Point) -> None:
    assume(not 0 <= point.latitude <= 10 * MICRO or not 0 <= point.longitude <= 10 * MICRO)
    assert not contains(((ring_of([(x * MICRO, y * MICRO) for x, y in SQUARE]),),), point)


# ── what is no area ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("corners", "flaw"),
    [
        ([], Flaw.FEW),
        ([(1, 1)], Flaw.FEW),
        ([(1, 1), (2, 2), (1, 1)], Flaw.FEW),
        ([(1, 1), (1, 1), (1, 1)], Flaw.FEW),
        ([(0, 0), (5, 5), (9, 9)], Flaw.FLAT),
        ([(0, 0), (10, 10), (10, 0), (0, 10)], Flaw.CROSSES),
        ([(0, 0), (10, 0), (5, 0), (5, 5)], Flaw.CROSSES),
        ([(0, 0), (10, 0), (10, 10), (5, 0), (0, 10)], Flaw.CROSSES),
        ([(0, 60 * MICRO), (120 * MICRO, 60 * MICRO), (-120 * MICRO, 60 * MICRO)], Flaw.POLE),
        ([(x, x % 2) for x in range(2001)], Flaw.LARGE),
    ],
)
def test_what_is_no_area_is_refused(corners: list[Corner], flaw: Flaw) -> None:
    with pytest.raises(BadShape) as refused:
        ring_of(corners)
    assert refused.value.flaw is flaw


@given(rings, st.integers(0, 11), st.integers(0, 11))
def test_two_corners_swapped_are_noticed_or_are_an_area(spokes: list[tuple[int, int]], a: int, b: int) -> None:
    """The sweep over latitudes finds what looking at every pair finds."""
    assume(widest(spokes) < 175)
    corners = star(spokes, 0, 0)
    a, b = a % len(corners), b % len(corners)
    corners[a], corners[b] = corners[b], corners[a]
    try:
        ring_of(corners)
        crosses = False
    except BadShape as refused:
        crosses = refused.flaw is Flaw.CROSSES
    assert crosses is any_pair_crosses(corners)


def any_pair_crosses(corners: list[Corner]) -> bool:
    from core.shops.geometry import _meet

    lines = list(zip(corners, [*corners[1:], corners[0]], strict=True))
    count = len(lines)
    return any(
        _meet(*lines[one], *lines[other])
        for one in range(count)
        for other in range(one)
        if (one - other) % count not in (1, count - 1)
    )


def test_closed_and_repeated_corners_are_one() -> None:
    assert ring_of([*SQUARE[:2], SQUARE[1], *SQUARE[2:], SQUARE[0]]) == tuple(SQUARE)


# ── typed ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("typed", ["55.7558, 37.6173", "55.7558 37.6173", " 55.75580,37.61730 ", "55,7558; 37,6173"])
def test_coordinates_copied_from_a_map(typed: str) -> None:
    assert read_point(typed) == MOSCOW


@pytest.mark.parametrize("typed", ["", "3 150", "3.25 150.50", "Tverskaya 1", "95.7558, 37.6173", "55.7558, 197.6173"])
def test_what_is_no_place(typed: str) -> None:
    assert read_point(typed) is None


def test_a_point_not_on_earth() -> None:
    with pytest.raises(ValueError, match="earth"):
        Point.of(91, 0)
    assert Point.of(-55.5, 0.000001).degrees == ("-55.500000", "0.000001")

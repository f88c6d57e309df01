"""Integer programmes: numbers of people that are as few or as many as rows of sums allow, found exactly by HiGHS."""

from collections.abc import Iterable, Sequence

NO_LIMIT = float("inf")
# HiGHS stops within one ten-thousandth of the best by itself: that would be thirty people in a record of 300,000.
_EXACT = {
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.5,
    "mip_feasibility_tolerance": 1e-9,
    "primal_feasibility_tolerance": 1e-9,
}


class Programme:
    """A programme in the making: whole variables, what one more of each costs, and rows."""

    def __init__(self) -> None:
        self._costs: list[int] = []
        self._lows: list[float] = []
        self._highs: list[float] = []
        self._row_lows: list[float] = []
        self._row_highs: list[float] = []
        self._starts: list[int] = [0]
        self._variables: list[int] = []
        self._factors: list[int] = []

    def add(self, low: float, high: float, cost: int) -> int:
        """A variable between two numbers; gives its position."""
        self._costs.append(cost)
        self._lows.append(low)
        self._highs.append(high)
        return len(self._costs) - 1

    def bind(self, low: float, high: float, terms: Iterable[tuple[int, int]]) -> None:
        """A row: the sum of variables times factors lies between the two."""
        for variable, factor in terms:
            self._variables.append(variable)
            self._factors.append(factor)
        self._row_lows.append(low)
        self._row_highs.append(high)
        self._starts.append(len(self._variables))

    def solve(self) -> list[int]:
        """The variables of the least cost. Raises ArithmeticError if there is no solution."""
        import highspy
        import numpy

        if not self._costs:
            return []
        # The class without callbacks: `Highs` of release 1.16 prints a line as it sets them up, whatever it is told.
        model = highspy._Highs()  # type: ignore[attr-defined]
        for option, value in {"output_flag": False, "threads": 1, **_EXACT}.items():
            model.setOptionValue(option, value)
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self._costs), len(self._row_lows)
        lp.col_cost_ = numpy.array(self._costs, dtype=float)
        lp.col_lower_, lp.col_upper_ = numpy.array(self._lows, dtype=float), numpy.array(self._highs, dtype=float)
        lp.row_lower_, lp.row_upper_ = (
            numpy.array(self._row_lows, dtype=float),
            numpy.array(self._row_highs, dtype=float),
        )
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.num_col_, lp.a_matrix_.num_row_ = lp.num_col_, lp.num_row_
        lp.a_matrix_.start_ = numpy.array(self._starts, dtype=numpy.int32)
        lp.a_matrix_.index_ = numpy.array(self._variables, dtype=numpy.int32)
        lp.a_matrix_.value_ = numpy.array(self._factors, dtype=float)
        lp.integrality_ = [highspy.HighsVarType.kInteger] * lp.num_col_
        model.passModel(lp)
        model.run()
        if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise ArithmeticError(f"crossing aggregates have no solution: {model.getModelStatus()}")
        solution = [round(value) for value in model.getSolution().col_value]
        self._check(solution)
        return solution

    def _check(self, solution: Sequence[int]) -> None:
        """Raises ArithmeticError if the rounded solution breaks a row: a number must not be off by one unseen."""
        for row, (low, high) in enumerate(zip(self._row_lows, self._row_highs, strict=True)):
            first, last = self._starts[row], self._starts[row + 1]
            held = zip(self._variables[first:last], self._factors[first:last], strict=True)
            if not low <= sum(solution[variable] * factor for variable, factor in held) <= high:
                raise ArithmeticError("crossing aggregates are solved inexactly")

"""Tables that the statistics are tested against, computed by scipy and statsmodels.

Requirements: numpy==2.4.6 scipy==1.17.1 statsmodels==0.15.0
Run from anywhere, in an environment that has them:

    python test/oracle/make.py

Writes sign-flip.json, hodges-lehmann.json, equivalence.json, holm.json, power.json, prediction.json, min-p.json and
quasi-binomial.json beside itself.
Each file is a list of cases; the same seed gives the same files.
"""

import itertools
import json
from pathlib import Path

import numpy as np
import statsmodels.api as sm
from scipy import optimize, stats
from statsmodels.stats.multitest import multipletests

HERE = Path(__file__).parent
TOP = 12


def write(name, cases):
    lines = ",\n".join(json.dumps(case) for case in cases)
    (HERE / f"{name}.json").write_text(f"[\n{lines}\n]\n")


def write_parts(name, parts):
    lists = [f'"{part}": [\n' + ",\n".join(json.dumps(case) for case in cases) + "\n]" for part, cases in parts.items()]
    (HERE / f"{name}.json").write_text("{\n" + ",\n".join(lists) + "\n}\n")


def samples(rng, sizes):
    """Differences of many shapes: normal, shifted, skewed, heavy-tailed, quantised with ties and zeros."""
    for n in sizes:
        yield rng.normal(0, 0.03, n)
        yield rng.normal(0.03, 0.03, n)
        yield rng.exponential(0.05, n) - 0.03
        yield rng.standard_t(2, n) * 0.02
        yield np.round(rng.normal(0.5, 1.5, n))


def scores(d):
    """round(12 * min(|d| / median|d|, 1)), halves upwards; zero for zero."""
    size = np.abs(d)
    typical = np.median(size)
    ratio = np.array([0 if s == 0 else 1 if s >= typical else s / typical for s in size])
    return np.floor(TOP * ratio + 0.5)


def sign_flip_p(d):
    """One-sided p by listing all sign patterns of the scores."""
    signed = scores(d) * np.sign(d)
    if not signed.any():
        return 1.0
    if len(signed) == 1:  # permutation_test wants two values; a zero adds nothing to the sum
        signed = np.append(signed, 0.0)
    result = stats.permutation_test(
        (signed,), np.sum, permutation_type="samples", alternative="greater", n_resamples=np.inf, vectorized=False
    )
    return float(result.pvalue)


def signed_rank_interval(d, level=0.95):
    """All centres that scipy's exact signed-rank test, two one-sided tails, does not reject; None where all are kept."""
    walsh = np.sort([(d[i] + d[j]) / 2 for i in range(len(d)) for j in range(i, len(d))])
    tail = (1 - level) / 2

    def kept(centre):
        shifted = d - centre
        return all(
            stats.wilcoxon(shifted, alternative=side, method="exact").pvalue > tail for side in ("greater", "less")
        )

    middles = np.concatenate([[walsh[0] - 1], (walsh[1:] + walsh[:-1]) / 2, [walsh[-1] + 1]])
    inside = [i for i, centre in enumerate(middles) if kept(centre)]
    if inside[0] == 0:
        return None
    return float(walsh[inside[0] - 1]), float(walsh[inside[-1]])


def min_p(metrics):
    """Step-down min-P, word for word: all joint sign patterns, each with each metric's own p of its sum of scores."""
    n = len(metrics[0])
    signs = np.array(list(itertools.product([1, -1], repeat=n)))
    scored = [scores(d) * np.sign(d) for d in metrics]
    sums = np.array([np.where(signs * s > 0, np.abs(s), 0).sum(axis=1) for s in scored])
    ps = np.array([(row[None, :] >= row[:, None]).mean(axis=1) for row in sums])
    observed = ps[:, 0]  # the first pattern flips nothing
    order = np.argsort(observed, kind="stable")
    adjusted = np.empty(len(metrics))
    largest = 0.0
    for rank, k in enumerate(order):
        largest = max(largest, (ps[order[rank:]].min(axis=0) <= observed[k]).mean())
        adjusted[k] = largest
    return adjusted


def restricted_shares(base, head, delta):
    """Shares of greatest likelihood that differ by delta, by numeric maximisation."""

    def minus_log_likelihood(p):
        return -(stats.binom.logpmf(base[0], base[1], p) + stats.binom.logpmf(head[0], head[1], p + delta))

    low, high = max(0, -delta) + 1e-12, min(1, 1 - delta) - 1e-12
    found = optimize.minimize_scalar(minus_log_likelihood, bounds=(low, high), method="bounded", options={"xatol": 1e-13})
    return found.x, found.x + delta


def quasi_binomial(base, head, margin):
    """
    statsmodels' binomial model: t^2 is what the side takes off Pearson's statistic of the model without it, over what is
    left of that statistic a degree of freedom (a score test with its dispersion at the null variance).
    """
    runs = np.array(base + head, dtype=float)
    is_head = np.repeat([0.0, 1.0], [len(base), len(head)])
    without = sm.GLM(np.column_stack([runs[:, 0], runs[:, 1] - runs[:, 0]]), np.ones((len(runs), 1)), sm.families.Binomial()).fit()
    (xb, nb), (xh, nh) = np.sum(base, axis=0), np.sum(head, axis=0)
    pooled = (xb + xh) / (nb + nh)
    df = len(runs) - 2
    difference = xh / nh - xb / nb
    score = difference**2 / (pooled * (1 - pooled) * (1 / nb + 1 / nh))
    fitted = np.where(is_head == 1, xh / nh, xb / nb)
    within = without.pearson_chi2 - score
    phi = max(1.0, within / df)
    t = np.sign(difference) * np.sqrt(score / phi)

    def distance(delta):
        p, q = restricted_shares((xb, nb), (xh, nh), delta)
        return (difference - delta) / np.sqrt(phi * (p * (1 - p) / nb + q * (1 - q) / nh))

    bound = stats.t.isf(0.025, df)
    assert abs(np.average(runs[:, 0] / runs[:, 1], weights=runs[:, 1]) - without.mu[0]) < 1e-9
    assert np.isclose(np.sum((runs[:, 0] - runs[:, 1] * fitted) ** 2 / runs[:, 1]) / (pooled * (1 - pooled)), within)
    return {
        "base": base,
        "head": head,
        "margin": margin,
        "phi": float(phi),
        "above": float(stats.t.sf(t, df)),
        "below": float(stats.t.cdf(t, df)),
        "low": float(optimize.brentq(lambda delta: distance(delta) - bound, difference - 0.3, difference)),
        "high": float(optimize.brentq(lambda delta: distance(delta) + bound, difference, difference + 0.3)),
        "aboveLow": float(stats.t.sf(distance(-margin), df)),
        "belowHigh": float(stats.t.cdf(distance(margin), df)),
    }


def counts(rng, n, total, share, icc):
    totals = rng.poisson(total, n)
    chance = np.full(n, share) if icc == 0 else rng.beta(share * (1 / icc - 1), (1 - share) * (1 / icc - 1), n)
    return [[int(x), int(t)] for x, t in zip(rng.binomial(totals, chance), totals)]


def main():
    rng = np.random.default_rng(20240117)

    write(
        "sign-flip",
        [
            {"d": d.tolist(), "worse": sign_flip_p(d), "better": sign_flip_p(-d)}
            for d in samples(rng, (1, 2, 3, 5, 8, 9, 11, 12))
        ],
    )

    cases = []
    for n in (6, 7, 10, 12, 15, 20):
        for d in (rng.normal(0.02, 0.03, n), rng.exponential(1, n)):
            walsh = [(d[i] + d[j]) / 2 for i in range(n) for j in range(i, n)]
            low, high = signed_rank_interval(d)
            cases.append({"d": d.tolist(), "value": float(np.median(walsh)), "low": low, "high": high})
    write("hodges-lehmann", cases)

    cases = []
    for d in samples(rng, (4, 7, 12)):
        margin = float(np.log1p(0.05)) if np.abs(d).max() < 1 else 2.0
        above, below = sign_flip_p(d + margin), sign_flip_p(margin - d)
        cases.append({"d": d.tolist(), "margin": margin, "aboveLow": above, "belowHigh": below})
    write("equivalence", cases)

    cases = []
    for n, divisor in ((1, 1), (1, 6), (4, 4), (6, 6), (6, 9), (12, 40)):
        p = np.round(rng.beta(0.3, 3, n), 6)
        padded = np.concatenate([p, np.ones(divisor - n)])
        adjusted = multipletests(padded, method="holm")[1][:n]
        cases.append({"p": p.tolist(), "divisor": divisor, "adjusted": adjusted.tolist()})
    cases.append({"p": [0.01, 0.01, 0.001], "divisor": 5,
                  "adjusted": multipletests([0.01, 0.01, 0.001, 1, 1], method="holm")[1][:3].tolist()})
    write("holm", cases)

    cases = []
    for sd in (0.01, 0.028, 0.05):
        for share in (0.01, 0.01 / 6, 0.01 / 40):
            z = stats.norm.isf(share) + stats.norm.ppf(0.95)
            cases.append(
                {
                    "sd": sd,
                    "share": share,
                    "visibleIn20": float(z * sd * np.sqrt(1.2 / 20)),
                    "roundsFor5Percent": float(1.2 * z**2 * sd**2 / np.log(1.05) ** 2),
                }
            )
    write("power", cases)

    cases = []
    for k in (5, 6, 10, 20, 60, 100):
        for sd in (0.01, 0.05):
            y = rng.normal(3.2, sd, k)
            error = float(np.std(y, ddof=1) * np.sqrt(1 + 1 / k))
            for shift in (0.0, 0.01, 0.05, 0.3):
                deviation = float(3.2 + shift - y.mean())
                cases.append(
                    {
                        "values": y.tolist(),
                        "deviation": deviation,
                        "error": error,
                        "worse": float(stats.t.sf(deviation / error, k - 1)),
                        "better": float(stats.t.sf(-deviation / error, k - 1)),
                        "half": float(stats.t.isf(0.025, k - 1) * error),
                        "smallestAtSixth": float((stats.t.isf(0.01 / 6, k - 1) + stats.t.ppf(0.95, k - 1)) * error),
                    }
                )
    write("prediction", cases)

    cases = []
    for n, m in ((1, 1), (3, 2), (5, 4), (8, 6), (11, 5)):
        for effect in (0.0, 1.5):
            for rho in (0.0, 0.9):
                common = rng.normal(0, 1, n)
                d = [rho * common + np.sqrt(1 - rho**2) * rng.normal(0, 1, n) + effect * (k % 2) for k in range(m)]
                d = [np.round(one, 1) if k % 3 == 2 else one for k, one in enumerate(d)]
                cases.append({"d": [one.tolist() for one in d], "adjusted": min_p(d).tolist()})
    write("min-p", cases)

    rates = []
    for n in (3, 8, 20):
        for share, icc in ((0.01, 0.0), (0.01, 0.01), (0.2, 0.002), (0.97, 0.01)):
            for factor in (1.0, 1.02):
                base, head = counts(rng, n, 1000, share, icc), counts(rng, n, 1000, share * factor, icc)
                rates.append(quasi_binomial(base, head, 0.02))
    fisher = []
    for side, other in (([0, 10], [0, 10]), ([3, 3000], [0, 3000]), ([2, 3], [900, 1000]), ([997, 1000], [1000, 1000]),
                        ([4, 90], [40000, 1000000]), ([1, 7], [2, 5]), ([7, 7], [0, 9]), ([9, 10000000], [1, 10000000])):
        table = [side, other]
        p = stats.fisher_exact([[x, n - x] for x, n in table], alternative="greater").pvalue
        fisher.append({"side": side, "other": other, "p": float(p)})
    write_parts("quasi-binomial", {"rates": rates, "fisher": fisher})


if __name__ == "__main__":
    main()

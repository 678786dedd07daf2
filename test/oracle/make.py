"""Tables that the statistics are tested against, computed by scipy and statsmodels.

Requirements: numpy==2.4.6 scipy==1.17.1 statsmodels==0.15.0
Run from anywhere, in an environment that has them:

    python test/oracle/make.py

Writes sign-flip.json, hodges-lehmann.json, equivalence.json, holm.json, power.json and prediction.json beside itself.
Each file is a list of cases; the same seed gives the same files.
"""

import json
from pathlib import Path

import numpy as np
from scipy import stats
from statsmodels.stats.multitest import multipletests

HERE = Path(__file__).parent
TOP = 12


def write(name, cases):
    lines = ",\n".join(json.dumps(case) for case in cases)
    (HERE / f"{name}.json").write_text(f"[\n{lines}\n]\n")


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


if __name__ == "__main__":
    main()

"""Agreement of readers and intervals of shares by statsmodels and scikit-learn, and one published table.

agreement.json  fleiss: tables of judgements (a row for each thing, a word for each reader) with Fleiss' kappa by statsmodels;
                the first is the table of J. L. Fleiss, "Measuring nominal scale agreement among many raters", Psychological
                Bulletin 76, 1971, table 1: 30 patients, 6 psychiatrists each, 5 diagnoses; the paper prints 0.430
                cohen: pairs of columns with Cohen's kappa by scikit-learn
                wilson: share, n, ends of the 95 % interval by statsmodels

usage: make_agreement.py OUT_DIR
"""
import json
import sys
from pathlib import Path

import numpy as np
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import fleiss_kappa
from statsmodels.stats.proportion import proportion_confint

# Psychiatrists that gave each of depression, personality disorder, schizophrenia, neurosis, other.
FLEISS = ("00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031 00501 30012 51000 02040 10203"
          " 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006").split()


def words(counts):
    return [[str(c) for c, count in enumerate(row) for _ in range(count)] for row in counts]


def fleiss(counts):
    return {"judgements": words(counts), "kappa": float(fleiss_kappa(np.array(counts)))}


def main():
    random = np.random.default_rng(14)
    published = [[int(c) for c in row] for row in FLEISS]
    tables = [published]
    for readers, categories, things in ((3, 4, 12), (5, 2, 7), (4, 6, 40)):
        tables.append([list(map(int, random.multinomial(readers, random.dirichlet(np.ones(categories))))) for _ in range(things)])
    pairs = []
    for categories, things, same in ((2, 20, 0.7), (4, 15, 0.3), (5, 60, 0.5)):
        one = random.integers(0, categories, things)
        other = np.where(random.random(things) < same, one, random.integers(0, categories, things))
        pairs.append({"one": [str(c) for c in one], "other": [str(c) for c in other], "kappa": float(cohen_kappa_score(one, other))})
    shares = []
    for share, n in ((0.0, 6), (0.25, 8), (0.4375, 16), (0.5, 1), (1.0, 12), (0.1, 1000)):
        low, high = proportion_confint(share * n, n, alpha=0.05, method="wilson")
        shares.append({"share": share, "n": n, "low": float(low), "high": float(high)})
    result = {"fleiss": [fleiss(t) for t in tables], "cohen": pairs, "wilson": shares}
    Path(sys.argv[1], "agreement.json").write_text(json.dumps(result, indent=1) + "\n")


main()

"""Writes the ranks that every rank rule chooses for Mixed_7c of the two test radiographs, in float64 NumPy.

M is [64,2048] (positions x channels), u, s from LAPACK, c = M.W_c for each of the three classes of head-linear.safetensors.
R singular values exceed 1e-6 s_1; every rule answers with 1 .. min(R, 45).

rule                  rank
energy:t              smallest r with sum_{i<=r} s_i^2 >= t sum s_i^2
elbow                 i of the point (i, ln s_i) farthest from the chord between i = 1 and i = min(R, 45)
effective-rank        ceil(exp(-sum p ln p)), p = s / sum s
parallel              leading s_i above the 95th percentile of s_i over 20 shuffles of every channel (SplitMix64, seed 20231107)
class-coverage:t      smallest r with |U_r^T c|^2 >= t |c|^2
logit-error:e         smallest r with |1^T (I - U_r U_r^T) c| / 64 <= e max(|mean c|, 1e-6)
class-coverage:t+gap  as class-coverage, moved by at most 2 to the largest s_r / s_{r+1}

usage: make_ranks.py TAPS_DIR HEAD OUT_FILE
TAPS_DIR has {hand,chest}-torch-keras.safetensors
"""
import json
import math
import sys
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file

MOST, SHUFFLES, SEED = 45, 20, 20231107


def split_mix(count):
    """The first `count` numbers of SplitMix64."""
    mask = (1 << 64) - 1
    state = np.array([(SEED + (i + 1) * 0x9E3779B97F4A7C15) & mask for i in range(count)], dtype=np.uint64)
    state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return state ^ (state >> np.uint64(31))


def shuffled_values(m):
    """Singular values of 20 matrices with every channel shuffled: Fisher-Yates from the last position down, one channel
    after the other, the place chosen by the upper half of a random number times (p + 1)."""
    rows, channels = m.shape
    numbers = split_mix(SHUFFLES * channels * (rows - 1)).reshape(SHUFFLES, channels, rows - 1) >> np.uint64(32)
    values = []
    every = np.arange(channels)
    for n in range(SHUFFLES):
        x = m.copy()
        for step, p in enumerate(range(rows - 1, 0, -1)):
            other = ((numbers[n, :, step] * np.uint64(p + 1)) >> np.uint64(32)).astype(int)
            kept = x[p].copy()
            x[p] = x[other, every]
            x[other, every] = kept
        values.append(np.linalg.svd(x, compute_uv=False))
    return np.array(values)


def first(condition, limit):
    return int(np.argmax(condition)) + 1 if condition[:limit].any() else limit


def rules(m, weights):
    u, s, _ = np.linalg.svd(m, full_matrices=False)
    numerical = int((s > 1e-6 * s[0]).sum())
    limit = min(numerical, MOST)
    out = {"numericalRank": numerical, "rules": {}}

    def add(name, rank, **figures):
        out["rules"][name] = {"rank": int(rank), **{k: float(v) for k, v in figures.items()}}

    energy = np.cumsum(s ** 2) / (s ** 2).sum()
    for t in (0.9, 0.95, 0.99):
        r = first(energy >= t, limit)
        add(f"energy:{t}", r, energy=energy[r - 1])
    slope = (math.log(s[limit - 1]) - math.log(s[0])) / (limit - 1)
    off = np.abs(np.log(s[:limit]) - math.log(s[0]) - slope * np.arange(limit)) / math.sqrt(1 + slope ** 2)
    add("elbow", np.argmax(off) + 1, chordDistance=off.max())
    gap = s[:-1] / s[1:]
    p = s / s.sum()
    effective = math.exp(-(p * np.log(p)).sum())
    add("effective-rank", min(math.ceil(effective), limit), effectiveRank=effective)
    noise = np.percentile(shuffled_values(m), 95, axis=0)
    r = int(np.argmin(s > noise))
    add("parallel", r, noiseAtRank=noise[r - 1], noiseAfterRank=noise[r])
    for c, w in enumerate(weights):
        cam = m @ w
        covered = np.cumsum((u.T @ cam) ** 2) / (cam @ cam)
        for t in (0.5, 0.8, 0.9):
            r = first(covered >= t, limit)
            add(f"class-coverage:{t} of {c}", r, classCoverage=covered[r - 1])
            window = np.arange(max(1, r - 2), min(limit, r + 2) + 1)
            window = window[window < MOST]
            add(f"class-coverage:{t}+gap of {c}", window[np.argmax(gap[window - 1])], gap=gap[window - 1].max())
        rest = np.abs(cam.sum() - np.cumsum((u.sum(0)) * (u.T @ cam))) / 64
        for e in (0.05, 0.2):
            r = first(rest <= e * max(abs(cam.mean()), 1e-6), limit)
            add(f"logit-error:{e} of {c}", r, logitError=rest[r - 1])
    return out


def main(taps, head, target):
    weights = load_file(head)["fc.weight"].astype(np.float64)
    result = {"note": __doc__.split("\n")[0]}
    for image in ("hand", "chest"):
        m = load_file(Path(taps) / f"{image}-torch-keras.safetensors")["Mixed_7c"].astype(np.float64).reshape(64, 2048)
        result[image] = rules(m, weights)
    Path(target).write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])

"""A small matrix some of whose modes have no sign by the sum of their channels, decomposed by NumPy in float64.

M [16,4] = sum_i x_i y_i^T with orthogonal integer vectors, so that M is exact in float32. y_1 = -1 at every channel: the sign of u_1 follows
from u_1.(M.1) >= 0, against that of x_1. y_2 and y_3 sum to zero: u.(M.1) = 0, a tie, and the entry of largest magnitude is
positive, which is the rule of scikit-learn's svd_flip; where its folder is given, the two ties are compared with it.

usage: make_sign_tie.py OUT_FILE [SCIKIT_LEARN_DIR]
"""
import sys

import numpy as np
from safetensors.numpy import save_file

LEFT = ((4, 1, -1, 2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), (0, 0, 0, 0, 0, 1, -4, 2, 1, -1, 0, 0, 0, 0, 0, 0),
        (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, -3, 2, 1, 0, 0), (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2))
RIGHT = ((-1, -1, -1, -1), (1, -1, 1, -1), (1, 1, -1, -1), (1, -1, -1, 1))
TIES = (1, 2)


def main(out, scikit_learn=None):
    m = np.array(LEFT, dtype=np.float64).T @ np.array(RIGHT, dtype=np.float64)
    u, sigma, v = np.linalg.svd(m, full_matrices=False)
    u, modes = u[:, :3], range(3)
    along = u.T @ m.sum(axis=1)
    for i in modes:
        largest = u[np.abs(u[:, i]).argmax(), i]
        u[:, i] *= np.sign(largest if i in TIES else along[i])
    print("sigma", sigma, "along", along)
    if scikit_learn:
        sys.path.insert(1, scikit_learn)
        from sklearn.utils.extmath import svd_flip
        flipped = svd_flip(np.linalg.svd(m, full_matrices=False)[0], v)[0]
        print("svd_flip moved", np.abs(flipped[:, TIES] - u[:, TIES]).max(), "the first mode", np.abs(flipped[:, 0] - u[:, 0]).max())
    save_file({"m": m.astype(np.float32), "sigma": sigma, "u": np.ascontiguousarray(u)}, out, metadata={"engine": f"NumPy {np.__version__}"})


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(*sys.argv[1:])

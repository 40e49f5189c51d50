"""Compares this program with ONNX Runtime and PyTorch: same weights, same image, same threads, in alternation in one run.

    python3 src/bench/compare.py [--pin CPU] [--json]

First every engine's pooled features are held to this program's; if one disagrees, nothing is timed. Then, round by
round, each engine gets a process of its own, and pass by pass they take turns while the others wait: a machine that is slower
for a while is slower for all. Ratios are of medians and of minima, and the median over the pairs of passes. Needs only Python's standard library itself; the engines run in the Python that
runs this file (or --python), and one that is not installed there is left out.
"""
import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
HOME = HERE.parents[1]
LAUNCHER = str(HOME / "lowrank-cam")
BODY = str(HOME / "weights" / "default" / "body")
SMALL = str(HOME / "golden" / "inputs" / "hand_299.png")
PHOTO = str(HOME / "golden" / "inputs" / "hand.jpg")
ENGINES = ["onnxruntime", "torch-channels-last", "torch"]
# Passes of each before any is timed.
WARM_UP = 40
# Seconds before each pass.
PAUSE = 0.005


def say(text):
    print(text, file=sys.stderr, flush=True)


def output(command):
    """Standard output of a command that must succeed; its standard error only if it does not."""
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"compare: {' '.join(command)} failed:\n{done.stderr.strip()}")
    return done.stdout


class OnRequest:
    """An engine in a process that waits until it is asked for a pass."""

    def __init__(self, command):
        self.command = command
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)

    def millis(self):
        """One pass, after a moment in which the threads of the engine before have gone to sleep."""
        time.sleep(PAUSE)
        self.process.stdin.write("\n")
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"compare: {' '.join(self.command)} ended early")
        return float(line)

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def every(rounds, name):
    return [millis for times in rounds for millis in times[name]]


class Bench:
    def __init__(self, options, folder):
        self.options = options
        self.folder = Path(folder)
        self.engines = []
        self.models = {"torch": BODY, "torch-channels-last": BODY}
        self.found = {}

    def script(self, *arguments):
        return output([self.options.python, str(HERE / "engines.py"), *map(str, arguments)])

    def prepare(self):
        """Builds, finds the engines, writes the files they read."""
        output([LAUNCHER, "--version"])
        self.found = json.loads(self.script("available"))
        for engine in self.options.engines:
            reason = self.found[engine]
            if engine == "onnxruntime" and not reason and not self.options.onnx:
                reason = self.found["export"] and "no model without --onnx, and none can be made: " + self.found["export"]
            if reason:
                say(f"compare: {engine} is left out: {reason}")
            else:
                self.engines.append(engine)
        if "onnxruntime" in self.engines:
            self.models["onnxruntime"] = self.options.onnx or str(self.folder / "model.onnx")
            if not self.options.onnx:
                say("compare: exporting the body for ONNX Runtime")
                self.script("export", BODY, self.models["onnxruntime"])

    def check(self):
        """Largest difference of the pooled features by numerics and engine; ends the program if one is too large."""
        checked = []
        for numerics in self.options.numerics if self.engines else []:
            folder = self.folder / numerics
            output([LAUNCHER, "activations", SMALL, "--taps", "features", "-o", str(folder), "-q", *flag(numerics)])
            for engine in self.engines:
                say(f"compare: checking {numerics} against {engine}")
                difference, largest = json.loads(
                    self.script("check", engine, self.models[engine], SMALL, folder / "features.npy"))
                checked.append({"numerics": numerics, "engine": engine, "largestDifference": difference,
                                "largestFeature": largest})
                if not difference <= self.options.tolerance:
                    sys.exit(f"compare: pooled features of {numerics} and {engine} differ by {difference:.3g}, "
                             f"more than {self.options.tolerance:g}; nothing was timed")
        return checked

    def commands(self, threads):
        """A program for each engine that runs a pass for each line it is sent."""
        found = {}
        for numerics in self.options.numerics:
            found["java " + numerics] = [
                LAUNCHER, "bench", "--on-request", "-j", str(threads), "-q", "--image", SMALL, *flag(numerics)]
        for engine in self.engines:
            found[engine] = [
                self.options.python, str(HERE / "engines.py"), engine, self.models[engine], SMALL, str(threads)]
        if self.options.pin is not None:
            found = {name: ["taskset", "-c", self.processors(threads), *command] for name, command in found.items()}
        return found

    def processors(self, threads):
        """As many virtual CPUs as threads, from the first on: they need not be equally fast."""
        return ",".join(str(self.options.pin + i) for i in range(threads))

    def forward(self):
        """Milliseconds of every pass."""
        return [self.in_turn(threads) for threads in self.options.threads]

    def in_turn(self, threads):
        rounds = []
        for number in range(self.options.rounds):
            say(f"compare: {threads} threads, round {number + 1}")
            engines = {name: OnRequest(command) for name, command in self.commands(threads).items()}
            for _ in range(WARM_UP):
                for engine in engines.values():
                    engine.millis()
            times = {name: [] for name in engines}
            for _ in range(self.options.runs):
                for name, engine in engines.items():
                    times[name].append(engine.millis())
            for engine in engines.values():
                engine.end()
            rounds.append(times)
        return {"threads": threads, "roundMillis": rounds, "ratios": self.ratios(rounds)}

    def ratios(self, rounds):
        found = []
        for numerics in self.options.numerics:
            for engine in self.engines:
                ours, theirs = "java " + numerics, engine
                pairs = [a / b for times in rounds for a, b in zip(times[ours], times[theirs])]
                medians = [statistics.median(times[ours]) / statistics.median(times[theirs]) for times in rounds]
                found.append({"numerics": numerics, "engine": engine, "median": statistics.median(pairs),
                              "leastOfRounds": min(medians), "mostOfRounds": max(medians),
                              "minima": min(every(rounds, ours)) / min(every(rounds, theirs))})
        return found

    def cold_torch(self):
        """The command, after a check that it computes the same features."""
        model, found, ours = (str(self.folder / name) for name in ("model.pt", "cold.npy", "taps"))
        self.script("save", BODY, model)
        program = [self.options.python, str(HERE / "cold_torch.py"), model]
        processors = str(os.cpu_count())
        output([*program, SMALL, processors, found])
        output([LAUNCHER, "activations", SMALL, "--taps", "features", "-o", ours, "-q"])
        difference = json.loads(self.script("difference", found, os.path.join(ours, "features.npy")))
        if not difference <= self.options.tolerance:
            sys.exit(f"compare: features of cold_torch.py differ by {difference:.3g}; nothing was timed")
        return [*program, PHOTO, processors]

    def cold(self):
        """Wall time and peak memory from the shell to the result, in alternation; the first round is thrown away."""
        commands = {"java explain": [
            LAUNCHER, "explain", PHOTO, "-m", "lowrankcam", "-o", str(self.folder / "results"), "-q"]}
        if not self.found["torch"]:
            commands["python torch"] = self.cold_torch()
        else:
            say("compare: no cold start of PyTorch: " + self.found["torch"])
        runs = {name: [] for name in commands}
        for number in range(self.options.cold + 1):
            say(f"compare: cold start, round {number}{' (thrown away)' if number == 0 else ''}")
            for name, command in commands.items():
                result = measured(command)
                if number:
                    runs[name].append(result)
        found = {"image": PHOTO}
        for name, results in runs.items():
            found[name] = {"medianSeconds": statistics.median(r[0] for r in results),
                           "seconds": [r[0] for r in results],
                           "peakResidentMegabytes": statistics.median(r[1] for r in results)}
        if len(runs) == 2:
            ratios = [a[0] / b[0] for a, b in zip(*runs.values())]
            found["ratio"] = {"median": statistics.median(ratios), "least": min(ratios), "most": max(ratios)}
        return found


def flag(numerics):
    """The option that chooses numerics; the default needs none."""
    return [] if numerics == "direct" else ["--numerics", numerics]


def measured(command):
    """Seconds and peak resident megabytes of a command, all of its output thrown away."""
    with open(os.devnull, "w") as nowhere:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=nowhere, stderr=nowhere)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"compare: {' '.join(command)} failed with {process.returncode}")
    # Kilobytes on Linux, bytes on macOS.
    return seconds, usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3 / 1.024)


def table(result):
    lines = [f"pooled features: java {c['numerics']} and {c['engine']} differ by at most {c['largestDifference']:.2g} "
             f"(largest feature {c['largestFeature']:.2g})" for c in result["checked"]]
    for block in result.get("forward", []):
        lines += ["", f"forward pass, batch 1, threads: {block['threads']}"]
        rounds = block["roundMillis"]
        for name in rounds[0]:
            medians = " ".join(f"{statistics.median(times[name]):.1f}" for times in rounds)
            lines.append(f"  {name:<22} median {statistics.median(every(rounds, name)):7.1f} ms   minimum "
                         f"{min(every(rounds, name)):7.1f} ms   medians of rounds {medians}{slow(every(rounds, name))}")
        for r in block["ratios"]:
            lines.append(f"  java {r['numerics']} / {r['engine']:<22} {r['median']:.3f} of pairs of passes "
                         f"({r['leastOfRounds']:.3f} to {r['mostOfRounds']:.3f}, medians of rounds), {r['minima']:.3f} of minima")
    for name, ratio in result.get("speedUp", {}).items():
        lines.append(f"{name}: {ratio:.2f} times faster on {result['threads'][-1]} threads than on 1")
    if "cold" in result:
        lines += ["", "cold start, from the shell, file cache warm"]
        for name, c in result["cold"].items():
            if isinstance(c, dict) and "medianSeconds" in c:
                lines.append(f"  {name:<22} median {c['medianSeconds']:.2f} s, peak resident "
                             f"{c['peakResidentMegabytes']:.0f} MB")
        if "ratio" in result["cold"]:
            r = result["cold"]["ratio"]
            lines.append(f"  java / torch {r['median']:.3f}  ({r['least']:.3f} to {r['most']:.3f})")
    return "\n".join(lines)


def slow(millis):
    """A warning where the machine was not equally fast all the time."""
    ratio = statistics.median(millis) / min(millis)
    return f"   SLOW PHASES: median {ratio:.2f} times the minimum" if ratio > 1.25 else ""


def speed_up(forward):
    """Median on one thread over median on the most."""
    one, most = forward[0], forward[-1]
    if one["threads"] != 1 or most["threads"] == 1:
        return {}
    return {name: statistics.median(every(one["roundMillis"], name)) / statistics.median(every(most["roundMillis"], name))
            for name in one["roundMillis"][0]}


def names(known):
    def parse(text):
        chosen = text.split(",")
        unknown = [name for name in chosen if name not in known]
        if unknown:
            raise argparse.ArgumentTypeError(f"expected some of {', '.join(known)}, found {', '.join(unknown)}")
        return chosen
    return parse


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3, help="processes of each engine (3)")
    parser.add_argument("--runs", type=int, default=40, help=f"timed passes of a process, after {WARM_UP} for warm-up (40)")
    parser.add_argument("--threads", type=lambda t: sorted(map(int, t.split(","))), default=[1, 2], help="(1,2)")
    parser.add_argument("--numerics", type=names(["direct", "fast"]), default=["direct"], help="(direct)")
    parser.add_argument("--engines", type=names(ENGINES), default=ENGINES[:2], help=f"of {', '.join(ENGINES)}")
    parser.add_argument("--pin", type=int, metavar="CPU", help="run on this CPU and, with more threads, the next ones")
    parser.add_argument("--cold", type=int, default=5, help="cold starts of each, 0 for none (5)")
    parser.add_argument("--onnx", metavar="MODEL", help="the body for ONNX Runtime, from engines.py export")
    parser.add_argument("--python", default=sys.executable, help="the Python with the engines (this one)")
    parser.add_argument("--tolerance", type=float, default=5e-6, help="of the pooled features (5e-6)")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if options.pin is not None and not shutil.which("taskset"):
        parser.error("--pin needs taskset")
    if options.rounds < 0 or options.runs < 1 or options.cold < 0 or min(options.threads) < 1:
        parser.error("--rounds and --cold must not be negative; --runs and --threads at least 1")
    return options


def main():
    options = arguments()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(options, folder)
        bench.prepare()
        result = {"threads": options.threads, "pin": options.pin, "runs": options.runs, "checked": bench.check()}
        if options.rounds:
            result["forward"] = bench.forward()
            result["speedUp"] = speed_up(result["forward"])
        if options.cold:
            result["cold"] = bench.cold()
    print(json.dumps(result, indent=2) if options.json else table(result))


main()

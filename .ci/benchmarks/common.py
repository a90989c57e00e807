"""What the benchmark scripts share: building, finding a JDK, starting a server, interleaving rounds, medians."""
import glob, json, os, re, statistics, subprocess

root = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
cache = os.path.join(root, "target", "benchmarks")


def java():
    """Returns the newest JDK's java from 21 on, which the build finds in the same places."""
    best = (0, None)
    home = os.path.expanduser("~")
    for folder in [os.environ.get("JAVA_HOME", "")] + glob.glob("/usr/lib/jvm/*") + glob.glob(home + "/.sdkman/candidates/java/*"):
        try:
            with open(os.path.join(folder, "release")) as release:
                version = int(re.search(r'JAVA_VERSION="(\d+)', release.read()).group(1))
        except (OSError, AttributeError):
            continue
        if version > best[0] and version >= 21:
            best = (version, os.path.join(folder, "bin", "java"))
    if not best[1]:
        raise SystemExit("No JDK from 21 on was found. Set JAVA_HOME.")
    return best[1]


def build():
    """Compiles the benchmarks and returns two class paths: of all clients and the SDK's server, and of our server."""
    os.makedirs(cache, exist_ok=True)
    subprocess.run(["mvn", "-q", "-B", "-Pbenchmarks", "-pl", ".ci/benchmarks", "-am", "compile", "dependency:build-classpath",
                    "-DincludeScope=runtime", f"-Dmdep.outputFile={cache}/${{project.artifactId}}.classpath"], cwd=root, check=True)
    own = os.path.join(root, ".ci", "benchmarks", "target", "classes")
    with open(os.path.join(cache, "benchmarks.classpath")) as all_others, \
            open(os.path.join(cache, "tool-servers.classpath")) as of_servers:
        return own + ":" + all_others.read(), ":".join([own, os.path.join(root, "tool-servers", "target", "classes"), of_servers.read()])


class Server:
    """A server in a process of its own that prints its URL and ends with its standard input."""

    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.url = self.process.stdout.readline().strip()
        if not self.url:
            raise SystemExit("The server did not start: " + " ".join(command[-2:]))

    def close(self):
        self.process.kill()  # nothing is lost, and the SDK's server does not stop in time by itself
        self.process.wait(timeout=20)


class Client:
    """A client in a process of its own that answers each order, a line, with a measurement, a line of JSON."""

    def __init__(self, command):
        self.command = command
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)

    def measure(self, what, seconds):
        self.process.stdin.write(f"{what} {seconds}\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("The client ended early: " + " ".join(self.command[-2:]))
        return json.loads(line)

    def close(self):
        self.process.kill()
        self.process.wait(timeout=20)


def measure(command):
    """Runs a command and returns the JSON that is its last line."""
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, timeout=600, cwd=root)
    return json.loads(done.stdout.strip().splitlines()[-1])


def median(values):
    return statistics.median(values)


def load():
    """Returns the load of the machine, without which a figure says little."""
    return "%.1f" % os.getloadavg()[0]

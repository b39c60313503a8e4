"""How a server starts at the size that the portal asked for."""

import asyncio
from pathlib import Path

from jupyterhub.spawner import SimpleLocalProcessSpawner, SpawnException
from traitlets import Dict, Unicode


class SizedSpawner(SimpleLocalProcessSpawner):
    """A local process whose size is told to the notebook (CPU_LIMIT, MEM_LIMIT); local processes are not held to it."""

    sizes = Dict(help="Slug → {cpuMilli, memoryMib}; what `user_options.profile` may name.").tag(config=True)
    run_directory = Unicode(help="Where a file per running server holds its process id.").tag(config=True)

    async def start(self):
        size = self.size()
        self.cpu_limit = size["cpuMilli"] / 1000
        self.mem_limit = size["memoryMib"] * 1024**2
        address = await super().start()
        self.pid_file().write_text(str(self.pid))
        return address

    async def stop(self, now=False):
        file = self.pid_file()
        await super().stop(now)
        file.unlink(missing_ok=True)

    def size(self):
        asked = self.user_options.get("profile")
        if asked in self.sizes:
            return self.sizes[asked]
        sentence = f"There is no size “{asked}” here. There are: {', '.join(self.sizes)}."
        refusal = SpawnException(sentence, reason="profile")
        # Without it the progress stream shows the exception's class and not only its sentence.
        refusal.jupyterhub_message = sentence
        raise refusal

    def pid_file(self):
        return Path(self.run_directory) / f"server-{self.pid}.pid"


class RehearsalSpawner(SizedSpawner):
    """For tests: a size may carry `test`, and then its start is slow, fails, or crashes."""

    async def start(self):
        rehearsal = self.size().get("test")
        if rehearsal == "fail":
            failure = RuntimeError("rehearsed failure")
            failure.jupyterhub_message = "The cluster has no capacity for this size."
            raise failure
        if rehearsal == "slow":
            await asyncio.sleep(4)
        # Spawner objects are used again: what a crash needs is put back for the next start.
        self.cmd = ["false"] if rehearsal == "crash" else self.config.Spawner.cmd
        self.http_timeout = 3 if rehearsal == "crash" else self.config.Spawner.http_timeout
        return await super().start()

    async def progress(self):
        for step in range(1, 9):
            yield {"progress": step * 10, "message": f"Step {step} of 8", "raw_event": {"inside": "the cluster"}}
            await asyncio.sleep(0.5)

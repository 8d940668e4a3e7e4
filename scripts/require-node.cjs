// Runs on whatever Node the machine has, so it is written for the oldest one.
const major = Number(process.versions.node.split('.')[0]);
if (major < 20) {
  console.error(
    `Milepost needs Node 20 or newer to install its own Node 24; this is Node ${process.versions.node}.`,
  );
  process.exit(1);
}

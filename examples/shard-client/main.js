// Prints where parties are served: node main.js <folder> <party>...
// The folder is where the pod mounts the directory's ConfigMaps (docs/scaling.md).
const { ShardRouter, UnknownNameError } = require('cdk8s-canton/client');

const [folder, ...parties] = process.argv.slice(2);
const router = ShardRouter.fromDirectory(folder);

for (const party of parties) {
  try {
    const { shard, ledgerApi, jsonApi } = router.route(party);
    console.log(`${party}: shard ${shard}, Ledger API ${ledgerApi.host}:${ledgerApi.port}, JSON API http://${jsonApi.host}:${jsonApi.port}`);
  } catch (error) {
    if (!(error instanceof UnknownNameError)) {
      throw error;
    }
    console.error(error.message);
    process.exitCode = 1;
  }
}

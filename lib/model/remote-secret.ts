/** A Kubernetes Secret whose values are kept outside the cluster. Both sides know it by its names, which are fixed when manifests are made. */
export interface RemoteSecret {
  /** Name of the Secret in Kubernetes. */
  readonly name: string;
  /** Name of the secret in the store outside: `ledger/sequencer`. */
  readonly remoteName: string;
  /** Keys of the Secret. The secret outside is a JSON object with the same keys. */
  readonly keys: string[];
}

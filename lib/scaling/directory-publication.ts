/** How clients in the cluster get to know who is where. */
export class DirectoryPublication {
  /** In ConfigMaps of at most 200 KiB each, 5 MiB in all: about 80,000 parties. */
  public static configMaps(): DirectoryPublication {
    return new DirectoryPublication(undefined);
  }

  /**
   * On a volume that the operator fills with the directory file, for any size. A ConfigMap still lists the shards.
   *
   * @param file name of the file on the volume
   */
  public static volume(file: string = 'parties.jsonl'): DirectoryPublication {
    return new DirectoryPublication(file);
  }

  private constructor(/** @internal */ public readonly _file: string | undefined) {}
}

import { fingerprint, PublishedDirectory, readPublished } from './published-files';
import { Route } from './route';
import { UnknownNameError } from './unknown-name-error';
import { find } from '../scaling/directory/contents';
import { PinKind } from '../scaling/directory/entry';

/** How a router works. */
export interface ShardRouterOptions {
  /**
   * Where the operator's own volume is mounted (`DirectoryPublication.volume()`).
   *
   * @default - the parties are in the ConfigMaps
   */
  readonly volume?: string;

  /**
   * How often the files are looked at, in milliseconds.
   *
   * @default 5000
   */
  readonly lookEveryMs?: number;

  /**
   * Told when new files cannot be read; the router goes on with what it knows, and tries again.
   *
   * @default - written to standard error
   */
  readonly onError?: (error: Error) => void;
}

/** Tells an application which stack serves a party or a user. It follows the published directory, whose files are mounted in a folder. */
export class ShardRouter {
  /** The router of a folder with the published files. */
  public static fromDirectory(folder: string, options: ShardRouterOptions = {}): ShardRouter {
    return new ShardRouter(folder, options);
  }

  private directory: PublishedDirectory;
  private seen: string;
  private readonly timer: NodeJS.Timeout;

  private constructor(private readonly folder: string, private readonly options: ShardRouterOptions) {
    this.seen = fingerprint(folder, options.volume);
    this.directory = readPublished(folder, options.volume);
    // Looking instead of watching: network volumes tell nobody when they change.
    this.timer = setInterval(() => this.look(), options.lookEveryMs ?? 5000).unref();
  }

  /** Where a party is served, by its whole id or the part before `::`. */
  public route(party: string): Route {
    return this.shardOf('party', party);
  }

  /** Where a user is served. */
  public routeUser(user: string): Route {
    return this.shardOf('user', user);
  }

  /** All stacks, for what goes to each of them. */
  public get routes(): Route[] {
    return [...this.directory.routes.values()];
  }

  /** Stops following the files. */
  public close(): void {
    clearInterval(this.timer);
  }

  private shardOf(kind: PinKind, name: string): Route {
    const route = this.directory.routes.get(find(this.directory.pins, kind, name) ?? '');
    if (route === undefined) {
      throw new UnknownNameError(kind, name, this.folder);
    }
    return route;
  }

  private look(): void {
    try {
      const now = fingerprint(this.folder, this.options.volume);
      if (now !== this.seen) {
        this.directory = readPublished(this.folder, this.options.volume);
        this.seen = now;
      }
    } catch (error) {
      (this.options.onError ?? console.error)(error as Error);
    }
  }
}

import { IConstruct } from 'constructs';
import { NetworkPeer } from '../model/network-peer';

const SCRAPERS = new WeakMap<IConstruct, NetworkPeer[]>();

/** Lets peers ask all pods below a construct for metrics, also those that are made later. */
export function letScrape(scope: IConstruct, peers: NetworkPeer[]): void {
  SCRAPERS.set(scope, [...(SCRAPERS.get(scope) ?? []), ...peers]);
}

/** Who may ask the pods of a construct for metrics, because of something around it. */
export function scrapersOf(owner: IConstruct): NetworkPeer[] {
  return owner.node.scopes.flatMap((scope) => SCRAPERS.get(scope) ?? []);
}

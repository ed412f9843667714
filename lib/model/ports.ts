/** The ports that processes listen on: Canton's own defaults where it has them, and those of the official Helm charts where it has none. */
export const PORTS = {
  participant: { ledgerApi: 4001, adminApi: 4002, grpcHealth: 4003, httpHealth: 8080, httpLedgerApi: 7575 },
  sequencer: { publicApi: 4401, adminApi: 4402, grpcHealth: 4403, httpHealth: 8080, peerToPeer: 4404 },
  mediator: { adminApi: 4602, grpcHealth: 4603 },
  domainManager: { adminApi: 4801, grpcHealth: 4803 },
  jsonApi: { http: 3000, service: 7575 },
  triggerService: { http: 8088 },
  oauth2Middleware: { http: 3000 },
  metrics: 8081,
  proxyStatus: 8404,
} as const;

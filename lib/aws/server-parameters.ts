import { SESSION_SETTINGS } from '../model/session-settings';

/**
 * What the parameter group of every server says. `tcp_user_timeout` is not among the parameters that Amazon lets a group set; it is a setting that a role
 * may have: `DatabaseSetup` gives it to owners.
 */
export function serverParameters(maxConnections: number): { [name: string]: string } {
  return {
    'max_connections': String(maxConnections),
    'rds.force_ssl': '1',
    // Amazon waits 300 s before it asks whether a client is still there; Canton's lock would stay with a lost node as long (facts A.3).
    'tcp_keepalives_idle': SESSION_SETTINGS.tcp_keepalives_idle,
    'tcp_keepalives_interval': SESSION_SETTINGS.tcp_keepalives_interval,
    'tcp_keepalives_count': SESSION_SETTINGS.tcp_keepalives_count,
    'client_connection_check_interval': '5000', // milliseconds
  };
}

/** With which PostgreSQL notices within 15 s that a client's node is lost: so long its sessions keep their locks (facts A.3). */
export const SESSION_SETTINGS = {
  tcp_keepalives_idle: '10',
  tcp_keepalives_interval: '1',
  tcp_keepalives_count: '5',
  // Keep-alives are not sent while an answer is under way: the kernel would repeat that for minutes, and so long the session lives.
  tcp_user_timeout: '15s',
  client_connection_check_interval: '5s',
};

%% Stand-in for OTP's net_address.hrl: where a node listens.
-record(net_address, {address, host, protocol, family}).

-module(lint_deprecated_funs).
-export([f/0]).
f() -> erlang:now(), crypto:hash_update(a,b), erlang:get_stacktrace(), code:rehash(), filename:find_src(a), 
 random:uniform(), os_mon_mib:init(), crypto:rand_bytes(1), http_uri:decode("a"), gen_fsm:start(a,b,c),
 erlang:hash(a, 1), code:is_module_native(x), dbg:stop_clear(), string:len("a"), string:to_upper("a"), calendar:local_time_to_universal_time({}),
 lists:concat([]), ssl:cipher_suites(), public_key:verify(a,b,c,d), erl_scan:set_attribute(a,b,c), sys:get_debug(a,b,c), slave:start(a),
 erl_tidy:file(a), httpd_util:decode_hex("a"), pg2:join(a,b), ftp:open(x), zlib:adler32(a,b), igor:merge(a,b), snmpa:old(), overload:request(),
 code:lib_dir(a,b), disk_log:inc_wrap_file(a), erlang:phash(1,2), io_lib:fread(a,b,c), net:call(a,b,c,d), rpc:safe_multi_server_call(a,b), rpc:safe_multi_server_call(a,b,c), os_mon:call(a,b), auth:cookie(), auth:is_auth(x), erl_parse:abstract(x), gen_fsm:send_event(a,b), megaco:foo(), crypto:sha(a), file:pid2name(a).

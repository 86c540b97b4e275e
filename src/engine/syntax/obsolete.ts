/**
 * Functions and types of OTP that its release 25 calls deprecated or has removed (`otp_internal`): what the linter says
 * of a call. Rows are `kind|release|functions|text`; a `*` stands for every function or every arity.
 */
const FUNCTIONS = `
deprecated||auth:cookie/0|use erlang:get_cookie/0 instead
deprecated||auth:cookie/1|use erlang:set_cookie/2 instead
deprecated||auth:is_auth/1 net:ping/1|use net_adm:ping/1 instead
deprecated||auth:node_cookie/*|use erlang:set_cookie/2 and net_adm:ping/1 instead
deprecated||calendar:local_time_to_universal_time/1|use calendar:local_time_to_universal_time_dst/1 instead
deprecated||crypto:rand_uniform/2|use rand:uniform/1 instead
deprecated||erlang:now/0|see the "Time and Time Correction in Erlang" chapter of the ERTS User's Guide for more information
deprecated||erlang:phash/2|use erlang:phash2/2 instead
deprecated||gen_fsm:*/*|use the 'gen_statem' module instead
deprecated||httpd:parse_query/1|use uri_string:dissect_query/1 instead
deprecated||net:broadcast/3|use rpc:eval_everywhere/3 instead
deprecated||net:call/4|use rpc:call/4 instead
deprecated||net:cast/4|use rpc:cast/4 instead
deprecated||net:sleep/1|use 'receive after T -> ok end' instead
deprecated||queue:lait/1|use queue:liat/1 instead
deprecated||random:*/*|use the 'rand' module instead
deprecated||sys:get_debug/3|incorrectly documented and only for internal use. Can often be replaced with sys:get_log/1
deprecated||wxCalendarCtrl:enableYearChange/1,2|not available in wxWidgets-2.9 and later
deprecated|OTP 26|code:is_module_native/1|HiPE has been removed
deprecated|OTP 26|code:rehash/0|the code path cache feature has been removed
deprecated|OTP 26|disk_log:accessible_logs/0|use disk_log:all/0 instead
deprecated|OTP 26|disk_log:lclose/1,2|use disk_log:close/1 instead
deprecated|OTP 26|erts_alloc_config:*/*|this module will be removed in OTP 26.0. See the documentation for details
deprecated|OTP 26|ftp:start_service/1|use ftp:open/2 instead
deprecated|OTP 26|ftp:stop_service/1|use ftp:close/1 instead
deprecated|OTP 26|http_uri:decode/1 httpd_util:decode_hex/1|use uri_string:unquote function instead
deprecated|OTP 26|http_uri:encode/1 httpd_util:encode_hex/1|use uri_string:quote function instead
deprecated|OTP 26|httpd_util:flatlength/1|use erlang:iolist_size/1 instead
deprecated|OTP 26|httpd_util:hexlist_to_integer/1|use erlang:list_to_integer/2 with base 16 instead
deprecated|OTP 26|httpd_util:integer_to_hexlist/1|use erlang:integer_to_list/2 with base 16 instead
deprecated|OTP 26|httpd_util:strip/1|use string:trim/1 instead
deprecated|OTP 26|httpd_util:suffix/1|use filename:extension/1 and string:trim/2 instead
deprecated|OTP 27|crypto:crypto_dyn_iv_init/3 crypto:crypto_dyn_iv_update/3|see the documentation for details
deprecated|OTP 27|ct_slave:*/*|use ?CT_PEER(), or the 'peer' module instead
deprecated|OTP 27|slave:*/*|use the 'peer' module instead
deprecated|OTP 27|zlib:adler32/2|use erlang:adler32/1 instead
deprecated|OTP 27|zlib:adler32/3|use erlang:adler32/2 instead
deprecated|OTP 27|zlib:adler32_combine/4|use erlang:adler_combine/3 instead
deprecated|OTP 27|zlib:crc32/1|use erlang:crc32/1 on the uncompressed data instead
deprecated|OTP 27|zlib:crc32/2|use erlang:crc32/1 instead
deprecated|OTP 27|zlib:crc32/3|use erlang:crc32/2 instead
deprecated|OTP 27|zlib:crc32_combine/4|use erlang:crc32_combine/3 instead
deprecated|OTP 27|zlib:getBufSize/1 zlib:setBufSize/2|this function will be removed in a future release
deprecated|OTP 27|zlib:inflateChunk/1,2|use safeInflate/2 instead
removed||asn1ct:decode/*|use Mod:decode/2 instead
removed||asn1ct:encode/*|use Mod:encode/2 instead
removed||core_lib:get_anno/1|use cerl:get_ann/1 instead
removed||core_lib:is_literal/1|use cerl:is_literal/1 instead
removed||core_lib:is_literal_list/1|use cerl:is_literal_list/1 instead
removed||core_lib:literal_value/1|use cerl:concrete/1 instead
removed||core_lib:set_anno/2|use cerl:set_ann/2 instead
removed||crypto:block_decrypt/3 crypto:block_encrypt/3|use crypto:crypto_one_time/4 or crypto:crypto_init/3 + crypto:crypto_update/2 + crypto:crypto_final/1 instead
removed||crypto:block_decrypt/4 crypto:block_encrypt/4|use crypto:crypto_one_time/5, crypto:crypto_one_time_aead/6,7 or crypto:crypto_(dyn_iv)?_init + crypto:crypto_(dyn_iv)?_update + crypto:crypto_final instead
removed||crypto:cmac/3 crypto:hmac/3|use crypto:mac/4 instead
removed||crypto:cmac/4 crypto:hmac/4|use crypto:macN/5 instead
removed||crypto:hmac_final/1|use crypto:mac_final/1 instead
removed||crypto:hmac_final_n/2|use crypto:mac_finalN/2 instead
removed||crypto:hmac_init/2|use crypto:mac_init/3 instead
removed||crypto:hmac_update/2|use crypto:mac_update/2 instead
removed||crypto:next_iv/*|see the 'New and Old API' chapter of the CRYPTO User's guide
removed||crypto:poly1305/2|use crypto:mac/3 instead
removed||crypto:stream_decrypt/2 crypto:stream_encrypt/2|use crypto:crypto_update/2 instead
removed||crypto:stream_init/*|use crypto:crypto_init/3 + crypto:crypto_update/2 + crypto:crypto_final/1 or crypto:crypto_one_time/4 instead
removed||erl_lint:modify_line/2|use erl_parse:map_anno/2 instead
removed||erl_parse:get_attribute/2 erl_parse:get_attributes/1|erl_anno:{column,line,location,text}/1 instead
removed||erl_parse:set_line/2|use erl_anno:set_line/2
removed||erl_scan:attributes_info/*|use erl_anno:{column,line,location,text}/1 instead
removed||erl_scan:set_attribute/3|use erl_anno:set_line/2 instead
removed||erl_scan:token_info/*|use erl_scan:{category,column,line,location,symbol,text}/1 instead
removed||erlang:get_stacktrace/0|use the new try/catch syntax for retrieving the stack backtrace
removed||erlang:hash/2|use erlang:phash2/2 instead
removed||filename:find_src/*|use filelib:find_source/1,3 instead
removed||filename:safe_relative_path/1|use filelib:safe_relative_path/2 instead
removed||http_uri:parse/1,2 http_uri:scheme_defaults/0|use uri_string functions instead
removed||httpd_conf:check_enum/2|use lists:member/2 instead
removed||httpd_conf:clean/1 httpd_conf:custom_clean/3|use string:strip/1 instead or possibly the re module
removed||httpd_conf:is_directory/1|use filelib:is_dir/1 instead
removed||httpd_conf:is_file/1|use filelib:is_file/1 instead
removed||httpd_conf:make_integer/1|use erlang:list_to_integer/1 instead
removed||net:relay/1|use fun Relay(Pid) -> receive X -> Pid ! X end, Relay(Pid) instead
removed||os_mon_mib:*/*|this module was removed in OTP 22.0
removed||pg2:*/*|this module was removed in OTP 24. Use 'pg' instead
removed||public_key:ssh_decode/2|use ssh_file:decode/2 instead
removed||public_key:ssh_encode/2|use ssh_file:encode/2 instead
removed||public_key:ssh_hostkey_fingerprint/1|use ssh:hostkey_fingerprint/1 instead
removed||public_key:ssh_hostkey_fingerprint/2|use ssh:hostkey_fingerprint/2 instead
removed||rpc:safe_multi_server_call/2|use rpc:multi_server_call/2 instead
removed||rpc:safe_multi_server_call/3|use rpc:multi_server_call/3 instead
removed||ssl:cipher_suites/0,1|use cipher_suites/2,3 instead
removed||ssl:connection_info/1|use ssl:connection_information/[1,2] instead
removed||ssl:negotiated_next_protocol/1|use ssl:negotiated_protocol/1 instead
removed||ssl:ssl_accept/*|use ssl_handshake/1,2,3 instead`;

/** Removed types without parameters: `types|text`. */
const TYPES = `
crypto:hmac_state crypto:stream_state|see the 'New and Old API' chapter of the CRYPTO User's guide
crypto:retired_cbc_cipher_aliases|Use aes_*_cbc or des_ede3_cbc
crypto:retired_cfb_cipher_aliases|Use aes_*_cfb8, aes_*_cfb128 or des_ede3_cfb
crypto:retired_ctr_cipher_aliases|Use aes_*_ctr
crypto:retired_ecb_cipher_aliases|Use aes_*_ecb
erl_scan:column|use erl_anno:column() instead
erl_scan:line|use erl_anno:line() instead
erl_scan:location|use erl_anno:location() instead
http_uri:default_scheme_port_number http_uri:fragment http_uri:host http_uri:path http_uri:query http_uri:scheme http_uri:user_info|use uri_string instead`;

export interface Obsolete {
  readonly kind: 'deprecated' | 'removed';
  readonly text: string;
  /** The release that will remove it; null when it is not known. */
  readonly release: string | null;
}

let functions: Map<string, Obsolete> | null = null;
let types: Map<string, string> | null = null;

function functionTable(): Map<string, Obsolete> {
  const table = new Map<string, Obsolete>();
  for (const row of FUNCTIONS.trim().split('\n')) {
    const [kind, release, names, ...text] = row.split('|');
    const entry: Obsolete = {
      kind: kind === 'removed' ? 'removed' : 'deprecated',
      text: text.join('|'),
      release: release === '' ? null : release,
    };
    for (const name of names.split(' ')) {
      const [fn, arities] = name.split('/');
      for (const arity of arities.split(',')) table.set(`${fn}/${arity}`, entry);
    }
  }
  return table;
}

/** What OTP says of a function; undefined when it is neither deprecated nor removed. */
export function obsoleteFunction(module: string, name: string, arity: number): Obsolete | undefined {
  functions ??= functionTable();
  return (
    functions.get(`${module}:${name}/${arity}`) ??
    functions.get(`${module}:${name}/*`) ??
    functions.get(`${module}:*/*`)
  );
}

/** What OTP says of a removed type. */
export function removedType(module: string, name: string, arity: number): string | undefined {
  if (types === null) {
    types = new Map();
    for (const row of TYPES.trim().split('\n')) {
      const [names, text] = row.split('|');
      for (const one of names.split(' ')) types.set(one, text);
    }
  }
  return arity === 0 ? types.get(`${module}:${name}`) : undefined;
}

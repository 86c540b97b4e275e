%% Stand-in for OTP's erl_compile.hrl: what erl_compile hands to the compilers of files.
-record(options, {
    includes = [] :: [file:filename()],
    outdir = "." :: file:filename(),
    output_type = undefined :: atom(),
    defines = [] :: [atom() | {atom(), _}],
    warning = 1 :: non_neg_integer(),
    verbose = false :: boolean(),
    optimize = 999,
    specific = [] :: [_],
    outfile = "" :: file:filename(),
    cwd :: file:filename()
}).

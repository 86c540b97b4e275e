-module(lint_deprecated_local).
-deprecated([{f,0},{g,1,eventually},{nope,1},{g,'_',"soon"},{h,2,foo},bar]).
-deprecated(module).
-deprecated({f,'_',next_version}).
-deprecated({f,0,next_major_release}).
-removed([{x,1},{f,0},{y,'_',"gone"},{g,'_'},bad,{'_','_'}]).
-export([f/0,g/1]).
f() -> ok.
g(_) -> ok.

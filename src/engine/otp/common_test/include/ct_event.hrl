%% What event handlers of common_test are told.
-record(event, {name, node, data}).

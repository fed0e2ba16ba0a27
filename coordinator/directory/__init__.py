"""Katalog: units that a patient may come to need, those that Hållpunkt comes with and the clinic's own."""

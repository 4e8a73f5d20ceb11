-- Numbers whoever holds the lock under which a book is changed: two turns in a row of one process tell it that nobody else had one between.
CREATE SEQUENCE "turn";

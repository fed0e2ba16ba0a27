"""What google-fhir-r4 says of bundles: one a line comes in, one answer a line goes out.

The library asks for a protobuf that nothing else here can live with, so it has an environment of its own and runs with
that one's Python. It takes a second to import: it is started once for many bundles.
"""

import sys

from google.fhir.core.fhir_errors import InvalidFhirError
from google.fhir.r4.json_format import json_fhir_string_to_proto
from google.fhir.r4.proto.core.resources.bundle_and_contained_resource_pb2 import Bundle

if __name__ == "__main__":
    for line in sys.stdin:
        try:
            json_fhir_string_to_proto(line, Bundle)
        except (InvalidFhirError, ValueError) as error:
            print(" ".join(str(error).split()), flush=True)
        else:
            print(flush=True)
